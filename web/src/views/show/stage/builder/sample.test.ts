/** U18: a preview shows a screen as it would be at moments that may come. */
import { expect, it } from 'vitest'
import { callOf } from '../../../../live/call'
import { timing } from '../../../../model/timing'
import { defaultsOf, TIMER } from '../screenAddress'
import { faceOf } from '../timerFace'
import { sampleOf } from './sample'

const NINE = Date.UTC(2026, 10, 28, 9)
const PLAN = { segments: ['a', 'b'].map((id) => ({ id, start: null, duration: 300_000, end: null })), planned_start: 0, date: '2026-11-28', zone: 'UTC' }
const NOW = { ...timing(PLAN, callOf(null), NINE), state: null, now: NINE }
const LOOK = defaultsOf(TIMER)

it.each([
  ['running', 'running', '14:35'],
  ['warning', 'warning', '1:31'],
  ['over', 'over', '+0:42'],
] as const)('U18 %s', (sample, kind, figures) => {
  expect(faceOf(sampleOf(sample, NOW, LOOK), LOOK, 'UTC')).toMatchObject({ kind, figures, segment: 'a', next: 'b' })
})
