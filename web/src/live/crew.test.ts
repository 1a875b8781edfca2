/** U17: what the crew has to know of a call, from its states. */
import { beforeEach, describe, expect, it } from 'vitest'
import { planOf } from '../model/show'
import { deleteSegments } from '../model/showEdits'
import { timing } from '../model/timing'
import type { Session } from '../sync/session'
import type { Show } from '../model/schema'
import { addCues, addSegments, context, HOUR, MINUTE, openAlone } from '../views/show/fixtures'
import { callOf } from './call'
import { type Follow, follow, GO_SHOWN, saidBetween, type Went, wentWith } from './crew'
import type { CallState } from './frames.gen'

const NINE = Date.UTC(2026, 4, 4, 9)
const NOBODY: CallState = { sessionId: '1', createdAt: 0 }
let session: Session<Show>
let [doors, panel, talk] = ['', '', '']
let [lx1, lx2, snd1, lx3] = ['', '', '', '']

beforeEach(() => {
  session = openAlone()
  session.doc.getMap('show').set('date', '2026-05-04')
  session.doc.getMap('show').set('time_zone', 'UTC')
  session.doc.getMap('show').set('planned_start', 9 * HOUR)
  ;[doors, panel, talk] = addSegments(session.doc, ...['Doors', 'Panel', 'Talk'].map((name) => ({ name, duration: 10 * MINUTE }))) as [string, string, string]
  ;[lx1, lx2] = addCues(session.doc, doors, { department: 'lighting', number: '1' }, { department: 'lighting', number: '2' }) as [string, string]
  ;[snd1] = addCues(session.doc, panel, { department: 'sound', number: '1' }) as [string]
  ;[lx3] = addCues(session.doc, panel, { department: 'lighting', number: '3' }) as [string]
})

const on = (segmentId: string, startedAt: number, more: Partial<CallState> = {}): CallState => ({
  ...NOBODY,
  active: { segmentId, startedAt, plan: { start: 0, duration: 10 * MINUTE } },
  firstStartedAt: NINE,
  ...more,
})

const at = (state: CallState | null, now: number, departments: readonly string[] = ['lighting'], went: Went | null = null): Follow => {
  const show = session.store.get()
  return follow({ show, state, timing: timing(planOf(show), callOf(state), now), departments, went, now })
}
const short = (list: Follow['head']): unknown[] => list.map(({ cue, sign, at: when }) => [cue.number, sign, when === null ? null : (when - NINE) / MINUTE])

describe('U17 which cue is next', () => {
  it('is the first of the plan before the show, with the moment its segment is planned to begin', () => {
    const { situation, head, rest } = at(NOBODY, NINE - HOUR)
    expect(situation).toBe('following')
    expect(short(head)).toEqual([['1', 'coming', 0]])
    expect(short(rest)).toEqual([['2', 'coming', 0], ['3', 'coming', 10]])
  })

  it('is one of the segment that is on until it was called, then of those to come, as late as the show is', () => {
    const late = NINE + 5 * MINUTE
    const begun = at(on(doors, late), late)
    expect([short(begun.head), short(begun.rest)]).toEqual([[['1', 'on', 5], ['3', 'coming', 15]], [['2', 'on', 5]]])
    const called = { [lx1]: { segmentId: doors, at: late }, [lx2]: { segmentId: doors, at: late } }
    const { head, rest } = at(on(doors, late, { called }), late + MINUTE)
    expect(short(head)).toEqual([['3', 'coming', 15]])
    expect(rest).toEqual([])
  })

  it('is none of a segment that is over, skipped or deleted', () => {
    const done = { [doors]: { status: 'completed' as const, startedAt: NINE, endedAt: NINE }, [panel]: { status: 'skipped' as const } }
    expect(at(on(talk, NINE, { done }), NINE)).toMatchObject({ situation: 'done', head: [], rest: [] })
    deleteSegments(session.doc, [doors, panel], context)
    expect(at(NOBODY, NINE)).toMatchObject({ situation: 'bare', head: [] })
  })

  it('is told apart from there being none: no department chosen, none of theirs, the show over', () => {
    expect(at(NOBODY, NINE, []).situation).toBe('choose')
    expect(at(NOBODY, NINE, ['video']).situation).toBe('none')
    const done = Object.fromEntries([doors, panel, talk].map((id) => [id, { status: 'completed' as const, startedAt: NINE, endedAt: NINE + 1 }]))
    expect(at({ ...NOBODY, firstStartedAt: NINE, done }, NINE + HOUR).situation).toBe('over')
  })
})

describe('U17 standby and GO', () => {
  it('U17 a segment that stands by makes every cue of mine in it stand by, named cues only themselves, and of others nothing', () => {
    const later = NINE + MINUTE
    expect(short(at(on(doors, NINE, { standby: { at: later, segmentId: panel } }), later).head)).toEqual([['3', 'standby', 10]])
    expect(short(at(on(doors, NINE, { standby: { at: later, cueIds: [lx2, snd1] } }), later).head)).toEqual([['2', 'standby', 0]])
    expect(at(on(doors, NINE, { standby: { at: later, cueIds: [snd1] } }), later).head[0]?.sign).toEqual('on')
  })

  it('U17 what was called is green for some seconds, before what stands by longer, and then over', () => {
    const go = NINE + MINUTE
    const state = on(doors, NINE, { standby: { at: go - 5000, cueIds: [lx2] }, called: { [lx1]: { segmentId: doors, at: go } } })
    expect(short(at(state, go + 100).head)).toEqual([['1', 'go', 0], ['2', 'standby', 0]])
    expect(short(at(state, go + GO_SHOWN).head)).toEqual([['2', 'standby', 0]])
    expect(short(at({ ...state, standby: { at: go + 1000, cueIds: [lx2] } }, go + 2000).head)).toEqual([['2', 'standby', 0], ['1', 'go', 0]])
  })

  it('U17 a cue that was called out of a segment that stands by does not stand by any more', () => {
    const state = on(doors, NINE, { standby: { at: NINE + 1, segmentId: panel }, called: { [lx3]: { segmentId: panel, at: NINE + 2 } } })
    expect(short(at(state, NINE + 3).head)).toEqual([['3', 'go', 10]])
    expect(short(at(state, NINE + MINUTE).head)).toEqual([['1', 'on', 0]])
    const many = Array.from({ length: 6 }, (_, index) => ({ department: 'lighting' as const, number: String(index + 10) }))
    addCues(session.doc, panel, ...many)
    const { head, rest } = at(on(doors, NINE, { standby: { at: NINE + 1, segmentId: panel } }), NINE + 3)
    expect([head.length, rest.filter(({ sign }) => sign === 'standby').length]).toEqual([4, 3])
  })

  it('U17 a segment that stood by goes with its cues; one that did not, and one that went back, are no GO', () => {
    const [ready, go] = [NINE + MINUTE, NINE + 2 * MINUTE]
    const before = on(doors, NINE, { standby: { at: ready, segmentId: panel } })
    expect(wentWith(before, on(panel, go))).toEqual({ segmentId: panel, at: go })
    expect(wentWith(on(doors, NINE), on(panel, go))).toBeNull()
    expect(wentWith(before, on(panel, ready - 1))).toBeNull()
    const went = { segmentId: panel, at: go }
    expect(short(at(on(panel, go), go, ['lighting'], went).head)).toEqual([['3', 'go', 2]])
    expect(short(at(on(panel, go), go + GO_SHOWN, ['lighting'], went).head)).toEqual([['3', 'on', 2]])
    expect(short(at(on(doors, go), go, ['lighting'], went).head)).toEqual([['1', 'on', 2], ['3', 'coming', 12]])
  })

  it('U17 with a segment goes the first cue of each department, and none that belongs to its end', () => {
    addCues(session.doc, panel, { department: 'lighting', number: '4' }, { department: 'sound', number: '2' })
    const [ready, go] = [NINE + MINUTE, NINE + 2 * MINUTE]
    const before = on(doors, NINE, { standby: { at: ready, segmentId: panel } })
    const { head, rest } = at(on(panel, go), go, ['lighting', 'sound'], { segmentId: panel, at: go })
    expect(short(head)).toEqual([['1', 'go', 2], ['3', 'go', 2]])
    expect(short(rest)).toEqual([['4', 'on', 2], ['2', 'on', 2]])
    const said = saidBetween(before, on(panel, go), { show: session.store.get(), departments: ['lighting', 'sound'], now: go })
    expect(said.map(({ sign, cues }) => [sign, ...cues.map(({ number }) => number)])).toEqual([['go', '1', '3']])
  })
})

describe('U17 what interrupts', () => {
  const said = (before: CallState | null, after: CallState | null, now: number, departments = ['lighting']): unknown[] =>
    saidBetween(before, after, { show: session.store.get(), departments, now }).map(({ sign, cues }) => [sign, ...cues.map(({ number }) => number)])
  const [ready, go] = [NINE + MINUTE, NINE + 2 * MINUTE]

  it('U17 is a standby or a GO of my departments, once', () => {
    const [calm, standby] = [on(doors, NINE), on(doors, NINE, { standby: { at: ready, cueIds: [lx1, lx2] } })]
    const called = on(doors, NINE, { standby: { at: ready, cueIds: [lx2] }, called: { [lx1]: { segmentId: doors, at: go } } })
    expect(said(calm, standby, ready)).toEqual([['standby', '1', '2']])
    expect(said(calm, standby, ready, ['sound'])).toEqual([])
    expect(said(standby, called, go)).toEqual([['go', '1']])
    expect(said(called, called, go)).toEqual([])
    expect(said(called, calm, go)).toEqual([['stood-down', '2']])
    expect(said(on(doors, NINE, { standby: { at: ready, segmentId: panel } }), on(panel, go), go)).toEqual([['go', '3']])
  })

  it('U17 is only what is new when something is added to a standby, or taken from it', () => {
    const one = on(doors, NINE, { standby: { at: ready, cueIds: [lx1], since: { [lx1]: ready } } })
    const two = on(doors, NINE, { standby: { at: go, segmentId: panel, cueIds: [lx1, lx2], since: { [panel]: go, [lx1]: ready, [lx2]: go } } })
    expect(said(one, two, go)).toEqual([['standby', '2', '3']])
    expect(said(two, one, go)).toEqual([['stood-down', '2', '3']])
    expect(at(two, go).head.map(({ cue, since }) => [cue.number, since])).toEqual([['2', go], ['3', go], ['1', ready]])
  })

  it('U17 is nothing on coming, and nothing of the past on coming back; a standby that still holds is said', () => {
    const after = on(doors, NINE, { standby: { at: ready, cueIds: [lx2] }, called: { [lx1]: { segmentId: doors, at: ready } } })
    expect(said(null, after, ready)).toEqual([])
    expect(said(on(doors, NINE), after, ready + MINUTE)).toEqual([['standby', '2']])
    expect(said(on(doors, NINE, { standby: { at: NINE, cueIds: [lx1] } }), on(doors, NINE, { called: { [lx1]: { segmentId: doors, at: ready } } }), ready + MINUTE)).toEqual([])
  })
})
