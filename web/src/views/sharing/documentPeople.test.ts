import { describe, expect, it } from 'vitest'
import type { Member } from '../../api/members'
import type { Workspace } from '../../api/people'
import { meant, rolesIn, suggestions } from './documentPeople'
import { inOneBreath, isFor, namedPlace, placesFor, placesIn, withShows } from './places'

const member = (id: string, name: string, documents: Record<string, string> = {}): Member => ({
  id,
  name,
  email: `${id}@example.org`,
  role: 'crew',
  documents,
  last_active_at: null,
  disabled: false,
})
const PEOPLE = [member('ana', 'Ana Lima', { 'show/1': 'editor' }), member('ben', 'Ben'), member('ben2', 'Ben', { 'show/2': 'viewer' })]

it('A21 only those with a role in this show are listed', () => {
  expect(rolesIn('show/1', PEOPLE).map(({ member: { id }, role }) => [id, role])).toEqual([['ana', 'editor']])
})

describe('A21 whom a typed name or address means', () => {
  it('people of one name are told apart by their addresses', () => {
    expect(suggestions(PEOPLE)).toEqual(['Ana Lima', 'Ben (ben@example.org)', 'Ben (ben2@example.org)'])
  })
  it.each([
    [' ana lima ', 'ana'],
    ['ANA@example.org', 'ana'],
    ['Ben (ben2@example.org)', 'ben2'],
  ])('%s is a member', (typed, id) => {
    expect(meant(typed, PEOPLE)).toMatchObject({ kind: 'member', member: { id } })
  })
  it.each([
    ['cem@example.org', { kind: 'invite', email: 'cem@example.org' }],
    ['Ben', { kind: 'nobody', sentence: 'Several people are called so: choose one from the list.' }],
    ['Cem', { kind: 'nobody', sentence: 'Nobody here is called so. Give an e-mail address, to invite them.' }],
    [' ', { kind: 'nobody', sentence: 'Give a name or an e-mail address.' }],
  ])('%s is none', (typed, expected) => {
    expect(meant(typed, PEOPLE)).toEqual(expected)
  })
})

describe('A20 what can be shared from a show', () => {
  const show = { name: 'show/1', title: 'Gala' }
  const venue: Workspace = { id: '7', name: 'The Venue', rights: ['read', 'share'] }
  const standing = { rights: ['read', 'share'], workspace: '7' }
  it('is the show, and all or some of its workspace for whoever may share that', () => {
    expect(placesFor(show, standing, [venue]).map(({ id }) => id)).toEqual(['show', 'workspace', 'several'])
    expect(placesFor(show, standing, [venue]).slice(0, 2).map(namedPlace)).toEqual(['“Gala”', 'every show of The Venue'])
  })
  it('is the show alone for whoever may share only that', () => {
    expect(placesFor(show, standing, [{ ...venue, rights: ['read'] }])).toHaveLength(1)
    expect(placesFor(show, { ...standing, workspace: '' }, [venue])).toHaveLength(1)
  })
})

describe('A26 a link to some shows', () => {
  const venue: Workspace = { id: '7', name: 'The Venue', rights: ['read', 'share'] }
  const [whole, several] = placesIn(venue)
  it('is called after them', () => {
    expect(several && namedPlace(withShows(several, ['Gala', 'Matinee']))).toBe('“Gala and Matinee”')
    expect(inOneBreath(['Gala'])).toBe('Gala')
    expect(inOneBreath(['Gala', 'Matinee', 'Close'])).toBe('Gala, Matinee and Close')
    expect(inOneBreath(['Gala', 'Matinee', 'Close', 'Late'])).toBe('Gala, Matinee and 2 more shows')
  })
  it('stands in the list of every show that it opens, and of the workspace', () => {
    const gala = placesFor({ name: 'show/1', title: 'Gala' }, { rights: ['share'], workspace: '7' }, [venue])
    const link = { documents: ['show/1', 'show/2'] }
    expect(isFor(link, gala)).toBe(true)
    expect(isFor({ documents: ['show/2'] }, gala)).toBe(false)
    expect(isFor({ documents: [] }, gala)).toBe(true)
    expect(whole && isFor({ documents: ['show/2'] }, [whole])).toBe(true)
  })
})
