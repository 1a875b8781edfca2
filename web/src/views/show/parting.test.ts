import { describe, expect, it } from 'vitest'
import { ApiError } from '../../api'
import { partingFrom } from './parting'

const content = (epoch: string) => ({ document: {}, content: { meta: { epoch }, show: {}, segments: [], cues: [] } })

describe('why the server does not open a document', () => {
  it.each([
    ['it was deleted', new ApiError('', 'deleted', 410), 'mine', 'deleted'],
    ['it never was', new ApiError('', 'not_found', 404), null, 'unknown'],
    ['U11 nobody is signed in', new ApiError('', 'not_signed_in', 401), 'mine', 'signIn'],
    ['nobody answers', new ApiError('', 'unreachable', 0), 'mine', 'unclear'],
    ['R10 its history is another one', content('theirs'), 'mine', 'otherHistory'],
    ['the history is the same', content('mine'), 'mine', 'unclear'],
    ['there is no copy here to be of another history', content('theirs'), null, 'unclear'],
    ['it is no run of show', { document: {}, update: '' }, 'mine', 'unclear'],
    ['something unexpected was thrown', new TypeError('x'), 'mine', 'unclear'],
  ])('%s', (_what, answer, epoch, kind) => {
    expect(partingFrom(answer, epoch).kind).toBe(kind)
  })
})
