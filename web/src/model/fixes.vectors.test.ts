/** The same vectors as the server's tests: ways out where a fixed start does not meet the end of the row before. */
import { expect, test } from 'vitest'
import vectors from '../../../tests/vectors/fixes.json'
import { type Link, type Way, type WaysOut, expectedLinks, plannedLinks, stretch, waysOut } from './fixes'
import { schedule } from './schedule'
import { type Call, type TimedSegment, timing } from './timing'

interface Case {
  name: string
  segments: { id: string }[]
  anchor: string
  planned_start?: number
  call?: Partial<Call>
  now?: number
  ways: WaysOut | null
  stretched: { row: string; way: Way }[]
}

const IDLE = { active: null, started_at: null, first_started_at: null, paused_at: null, paused_ms: 0, added_ms: 0, done: {} }

const linksOf = ({ segments, planned_start = 0, call, now = 0 }: Case): readonly Link[] => {
  const rows = segments.map((segment): TimedSegment => ({ start: null, duration: 0, end: null, ...segment }))
  if (!call) return plannedLinks(rows, schedule(rows, planned_start).rows)
  const plan = { segments: rows, planned_start: null, date: '1970-01-01', zone: 'UTC' }
  const state: Call = { ...IDLE, ...call }
  return expectedLinks(plan, state, now, timing(plan, state, now))
}

test.each(vectors as unknown as Case[])('T8 $name', (given) => {
  const links = linksOf(given)
  expect(waysOut(links, given.anchor)).toEqual(given.ways)
  for (const { row, way } of given.stretched) expect(stretch(links, given.anchor, row)).toEqual(way)
})
