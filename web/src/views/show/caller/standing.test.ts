import { expect, it } from 'vitest'
import { without, withMore } from './standing'

it('U15 what is called to stand by stands beside what does already', () => {
  expect(withMore(null, { cueIds: ['a'] })).toEqual({ cueIds: ['a'] })
  expect(withMore({ segmentId: 's', cueIds: ['a'] }, { cueIds: ['b', 'a'] })).toEqual({ segmentId: 's', cueIds: ['a', 'b'] })
  expect(withMore({ cueIds: ['a'] }, { segmentId: 's' })).toEqual({ segmentId: 's', cueIds: ['a'] })
})

it('U15 one segment stands by at a time', () => {
  expect(withMore({ segmentId: 's', cueIds: ['a'] }, { segmentId: 't' })).toEqual({ segmentId: 't', cueIds: ['a'] })
})

it('U15 what stands down leaves the others', () => {
  expect(without({ segmentId: 's', cueIds: ['a', 'b'] }, { segmentId: 's' })).toEqual({ cueIds: ['a', 'b'] })
  expect(without({ segmentId: 's', cueIds: ['a', 'b'] }, { cueIds: ['b'] })).toEqual({ segmentId: 's', cueIds: ['a'] })
  expect(without({ cueIds: ['a'] }, { cueIds: ['a'] })).toBeNull()
  expect(without({ segmentId: 's' }, { segmentId: 's' })).toBeNull()
})
