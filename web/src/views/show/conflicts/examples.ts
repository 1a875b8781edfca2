/** Conflicts as the server tells them, for the tests of this folder. */
import type { Author, Conflict } from '../../../api/history'

export const person = (name: string): Author => ({ kind: 'person', id: name.toLowerCase(), name, colour: 'teal' })

export const ANA = person('Ana')
export const BEN = person('Ben')

const side = (by: Author, said: string, seq: number) => ({ said, by, at: seq * 1_000, seq })

/** Ben’s 18:30 stands, Ana’s 18:45 does not. */
export const twoStarts = (id = '1.1-2.1'): Conflict => ({
  id,
  sort: 'value',
  path: 'segments/a/start',
  label: 'Segment ‘Doors’',
  what: 'start',
  sentence: 'Segment ‘Doors’ start: Ben put 18:30, Ana put 18:45; 18:30 stands',
  settled: false,
  stands: side(BEN, '18:30', 3),
  other: side(ANA, '18:45', 4),
})

export const deletedRow: Conflict = {
  ...twoStarts('3.3-x4'),
  sort: 'deleted',
  path: 'segments/b/deleted_at',
  label: 'Segment ‘Film’',
  what: '',
  sentence: 'Segment ‘Film’ was deleted by Ben while Ana changed its notes and start',
  stands: side(BEN, 'deleted', 3),
  other: side(ANA, 'notes and start', 4),
}

export const movedRow: Conflict = {
  ...twoStarts('4.4-5.5'),
  path: 'segments/a/rank',
  what: 'place',
  sentence: 'Segment ‘Doors’ was moved by Ben and by Ana; it is where Ben put it',
  stands: side(BEN, '', 3),
  other: side(ANA, '', 4),
}

export const madeTwice: Conflict = {
  ...twoStarts('6.6-7.7'),
  sort: 'twice',
  path: 'segments/a',
  what: '',
  sentence: 'Segment ‘Doors’ was made twice; what stands is by Ben, a copy by Ana is hidden',
  stands: side(BEN, 'duration 5 min', 3),
  other: side(ANA, 'duration 25 min', 4),
}
