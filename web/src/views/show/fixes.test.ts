import { describe, expect, it } from 'vitest'
import { liveSegments, scheduleOf } from '../../model/show'
import { insertSegments, setFields } from '../../model/showEdits'
import type { Values } from '../../model/schema'
import { HOUR, MINUTE, addSegments, context, names, openAlone } from './fixtures'
import { type Fix, type Spot, type TimingKind, fixesFor, timingOf } from './fixes'

const plan = (...segments: Values<'segments'>[]) => {
  const session = openAlone()
  addSegments(session.doc, ...segments)
  const here = (): Spot => {
    const show = session.store.get()
    const segments = liveSegments(show)
    const { rows } = scheduleOf(show)
    const [segment, times] = [segments[1], rows[1]]
    if (!segment || !times) throw new Error('the plan has two segments')
    return { segment, times, segments, rows }
  }
  const apply = ({ edits }: Fix): void => {
    for (const edit of edits) {
      if ('set' in edit) setFields(session.doc, 'segments', [edit.set], edit.values, context)
      else insertSegments(session.doc, { before: edit.insertBefore }, [edit.values], context)
    }
  }
  return { ...session, here, apply }
}

const overlap = () =>
  plan(
    { name: 'Doors', start: 9 * HOUR, duration: 35 * MINUTE },
    { name: 'Welcome', start: 9 * HOUR + 30 * MINUTE, duration: 10 * MINUTE },
  )
const gap = () =>
  plan(
    { name: 'Doors', start: 9 * HOUR, duration: 20 * MINUTE },
    { name: 'Welcome', start: 9 * HOUR + 30 * MINUTE, duration: 10 * MINUTE },
  )
const backwards = () =>
  plan({ name: 'Doors', start: 9 * HOUR }, { name: 'Party', start: 23 * HOUR, end: HOUR, duration: 2 * HOUR })

const labels = (kind: TimingKind, here: Spot): string[] => fixesFor(kind, here).map((fix) => fix.label)
const said = ({ times, segment }: Spot) => timingOf(times, segment)

describe('D10 where the plan does not fit together', () => {
  it('says by how much', () => {
    expect(said(overlap().here())).toMatchObject({ kind: 'overlap', size: 5 * MINUTE, sentence: 'Overlaps by 5 min' })
    expect(said(gap().here())).toMatchObject({ kind: 'gap', size: 10 * MINUTE, sentence: 'Gap of 10 min' })
    expect(said(backwards().here())).toMatchObject({ kind: 'backwards', sentence: 'Ends 22 h before it starts' })
  })

  it('says nothing where it fits', () => {
    expect(said(plan({ duration: MINUTE }, { duration: MINUTE }).here())).toBeNull()
  })

  it('T8 offers the ways out of an overlap and of a gap, with the times that result', () => {
    expect(labels('overlap', overlap().here())).toEqual([
      'Let it follow, starting at 09:35',
      'Shorten “Doors” to 30 min',
      'Move its fixed start to 09:35',
      'Start “Doors” at 08:55',
    ])
    expect(labels('gap', gap().here())).toEqual([
      'Let it follow, starting at 09:20',
      'Lengthen “Doors” to 30 min',
      'Fill it with a break of 10 min',
      'Start “Doors” at 09:10',
    ])
  })

  it.each([
    ['overlap', overlap, 4],
    ['gap', gap, 4],
    ['backwards', backwards, 2],
  ] as const)('every way out of %s leads out', (kind, make, count) => {
    for (let index = 0; index < count; index += 1) {
      const { here, apply, store } = make()
      const fix = fixesFor(kind, here())[index]
      if (!fix) throw new Error(`there are ${count} ways out`)
      apply(fix)
      const { rows } = scheduleOf(store.get())
      const live = liveSegments(store.get())
      expect(rows.map((row, at) => (live[at] ? timingOf(row, live[at]) : null)?.kind === kind)).not.toContain(true)
    }
  })

  it('T8 says why a way leads nowhere', () => {
    const { here } = plan({ name: 'Late', start: 10 * HOUR, duration: MINUTE }, { name: 'Early', start: 9 * HOUR })
    const [, shorten] = fixesFor('overlap', here())
    expect(shorten).toMatchObject({ label: 'Shorten “Late”', edits: [], problem: 'It cannot be made so much shorter.' })
  })

  it('fills a gap with a segment of its own', () => {
    const { here, apply, store } = gap()
    const fill = fixesFor('gap', here())[2]
    if (fill) apply(fill)
    expect(names(store.get())).toEqual(['Doors', 'Break', 'Welcome'])
  })
})
