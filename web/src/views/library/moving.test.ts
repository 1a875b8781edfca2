import { describe, expect, it } from 'vitest'
import type { Workspace } from '../../api/people'
import { movedTo, waysFor } from './moving'

const place = (id: string): Workspace => ({ id, name: id, rights: ['manage_documents'] })
const PLACES = [place('festival'), place('school'), place('tour')]

describe('moving a show (A24)', () => {
  it('goes to every other workspace in which one manages documents', () => {
    expect(waysFor({ workspace: 'school' }, PLACES).map(({ id }) => id)).toEqual(['festival', 'tour'])
  })

  it.each([
    ['somewhere else', PLACES],
    ['', PLACES],
    ['school', [place('school')]],
    ['school', null],
  ])('is not offered for a show in %j with %j', (workspace, places) => {
    expect(waysFor({ workspace }, places)).toEqual([])
  })

  it('is not offered where the list says nothing of workspaces', () => {
    expect(waysFor({}, PLACES)).toEqual([])
  })

  it.each([
    [0, 0, '“Gala” is in School now.'],
    [1, 0, '“Gala” is in School now. 1 link to it has ended.'],
    [2, 1, '“Gala” is in School now. 2 links to it and 1 role in it alone have ended.'],
    [0, 1, '“Gala” is in School now. 1 role in it alone has ended.'],
  ])('%i links and %i roles ended: %s', (links_ended, roles_ended, sentence) => {
    expect(movedTo('Gala', 'School', { links_ended, roles_ended })).toBe(sentence)
  })
})
