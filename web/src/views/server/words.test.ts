import { describe, expect, it } from 'vitest'
import type { Saving } from '../../api/status'
import { bytesInWords, counted, lastedInWords, tookInWords, troublesOf } from './words'

const SAVING: Saving = {
  trouble: null,
  unsaved_entries: 0,
  unsaved_bytes: 0,
  unsaved_since: null,
  commits: 1,
  commit_median: 0.001,
  commit_worst: 0.01,
  failures: 0,
  checkpoints: 0,
  checkpoint_failures: 0,
  checkpoint_last_at: null,
}

describe('the figures of the server page in words (M5)', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1450, '1.4 kB'],
    [999_999, '1000 kB'],
    [2_500_000, '2.5 MB'],
    [7_000_000_000, '7 GB'],
  ])('%i bytes are %s', (bytes, words) => expect(bytesInWords(bytes)).toBe(words))

  it.each([
    [null, '–'],
    [0, 'under 0.1 ms'],
    [0.0008, '0.8 ms'],
    [0.25, '250 ms'],
    [1.26, '1.3 s'],
  ])('%s seconds are %s', (seconds, words) => expect(tookInWords(seconds)).toBe(words))

  it.each([
    [-5, 'less than a minute'],
    [59_999, 'less than a minute'],
    [3_540_000, '59 min'],
    [7_500_000, '2 h 5 min'],
    [86_400_000, '1 day 0 h'],
    [190_000_000, '2 days 4 h'],
  ])('%i ms have lasted %s', (duration, words) => expect(lastedInWords(duration)).toBe(words))

  it('one thing is not several', () => expect([counted(1, 'edit'), counted(2, 'edit'), counted(1234, 'entry', 'entries')]).toEqual(['1 edit', '2 edits', '1,234 entries']))

  it('says what is wrong, and nothing when all is well', () => {
    const now = 1_000_000
    expect(troublesOf({ saving: SAVING, now })).toEqual([])
    expect(troublesOf({ saving: { ...SAVING, unsaved_entries: 3, unsaved_since: now - 9_999 }, now })).toEqual([])
    expect(troublesOf({ saving: { ...SAVING, unsaved_entries: 3, unsaved_since: now - 30_000 }, now })).toEqual(['The disk is slow: edits have waited for more than ten seconds to be saved.'])
    const [said, ...more] = troublesOf({ saving: { ...SAVING, trouble: 'The disk is full.', unsaved_since: now - 30_000 }, now })
    expect(said).toContain('The disk is full.')
    expect(more).toEqual([])
  })
})
