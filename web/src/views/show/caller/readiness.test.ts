import { describe, expect, it } from 'vitest'
import type { CallState } from '../../../live/frames.gen'
import type { Cue } from '../../../model/schema'
import { isOver, nextCue, onlyFollows, stepOf, whyNoGo } from './readiness'

const state = (more: Partial<CallState> = {}): CallState => ({ sessionId: 'show/1', createdAt: 0, ...more })
const active = { segmentId: 'a', startedAt: 1, plan: { start: 0, duration: 0 }, pausedMs: 0, addedMs: 0 }
const ana = { id: 'ana', name: 'Ana', since: 0 }
const ready = { link: 'live', mayCall: true, isMine: true, state: state(), next: 'a' } as const

describe('what GO would do', () => {
  it.each([
    ['start', null, 'a'],
    ['start', state(), 'a'],
    ['next', state({ active, firstStartedAt: 1 }), 'b'],
    ['next', state({ firstStartedAt: 1 }), 'b'],
    ['complete', state({ active, firstStartedAt: 1 }), null],
    ['none', state({ firstStartedAt: 1 }), null],
    ['none', state(), null],
  ] as const)('U15 %s', (step, now, next) => expect(stepOf({ state: now, next })).toBe(step))

  it('U15 a show is over when it was begun and nothing is on or to come', () => {
    expect(isOver({ state: state({ firstStartedAt: 1 }), next: null })).toBe(true)
    expect(isOver({ state: state({ firstStartedAt: 1, active }), next: null })).toBe(false)
    expect(isOver({ state: state(), next: null })).toBe(false)
  })
})

describe('why GO is off', () => {
  it('U15 it is not, for whoever has the call or may take it', () => {
    expect(whyNoGo(ready)).toBeNull()
    expect(whyNoGo({ ...ready, link: 'polling', state: state({ caller: ana }) })).toBeNull()
  })

  it.each([
    ['lost', /not reached/],
    ['connecting', /not reached/],
    ['closed', /not shared/],
  ] as const)('U15 %s', (link, words) => expect(whyNoGo({ ...ready, link })).toMatch(words))

  it('U15 somebody else has the call, one may not, nothing is to come', () => {
    expect(whyNoGo({ ...ready, isMine: false, state: state({ caller: ana }) })).toBe('Ana has the call.')
    expect(whyNoGo({ ...ready, mayCall: false })).toMatch(/stage manager/)
    expect(whyNoGo({ ...ready, next: null })).toMatch(/nothing to call/)
    expect(whyNoGo({ ...ready, next: null, state: state({ firstStartedAt: 1 }) })).toBe('The show is over.')
  })
})

it('U15 there is something to press for whoever has the call, or may take it', () => {
  expect(onlyFollows(ready)).toBe(false)
  expect(onlyFollows({ ...ready, state: state({ caller: ana }) })).toBe(false)
  expect(onlyFollows({ ...ready, isMine: false, state: state({ caller: ana }) })).toBe(true)
  expect(onlyFollows({ ...ready, mayCall: false })).toBe(true)
  expect(onlyFollows({ ...ready, mayCall: false, state: null }), 'nothing is known yet').toBe(false)
})

it('U15 the next cue is the first that neither was called nor stands by', () => {
  const cues = ['1', '2', '3'].map((id) => ({ id })) as unknown as readonly Cue[]
  const called = { '1': { segmentId: 'a', at: 5 } }
  expect(nextCue(cues, null)?.id).toBe('1')
  expect(nextCue(cues, state({ called }))?.id).toBe('2')
  expect(nextCue(cues, state({ called, standby: { at: 6, cueIds: ['2'] } }))?.id).toBe('3')
  expect(nextCue(cues.slice(0, 1), state({ called }))).toBeNull()
})
