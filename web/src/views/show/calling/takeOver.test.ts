import { expect, it } from 'vitest'
import type { CallState } from '../../../live/frames.gen'
import { takeOverOf } from './takeOver'

const held = (more: Partial<CallState> = {}): CallState => ({ sessionId: 'show/1', createdAt: 0, caller: { id: 'ana', name: 'Ana', since: 0 }, ...more })
const asked = held({ request: { id: 'ben', name: 'Ben', at: 1000 } })
const wish = { state: asked, me: 'ben', isMine: false, isSilent: false, now: 1000 }

it('U15 whoever was asked has a quarter of a minute to answer', () => {
  expect(takeOverOf(wish)).toEqual({ kind: 'asked', left: 15_000 })
  expect(takeOverOf({ ...wish, now: 15_999 })).toEqual({ kind: 'asked', left: 1 })
  expect(takeOverOf({ ...wish, now: 16_000 })).toEqual({ kind: 'free' })
})

it('U15 a holder who is not there is not waited for', () => {
  expect(takeOverOf({ ...wish, state: held(), isSilent: true })).toEqual({ kind: 'free' })
})

it('U15 a request that is gone while the holder is the same was answered with no', () => {
  expect(takeOverOf({ ...wish, state: held() })).toEqual({ kind: 'kept' })
  expect(takeOverOf({ ...wish, me: 'cem' })).toEqual({ kind: 'kept' })
})

it('U15 the call is one’s own when it was given, or when nobody has it', () => {
  expect(takeOverOf({ ...wish, isMine: true })).toEqual({ kind: 'mine' })
  expect(takeOverOf({ ...wish, state: null })).toEqual({ kind: 'mine' })
})
