import { describe, expect, test } from 'vitest'
import { Ways } from './way'

/** What the next attempts are when each ends as given: r refused, h hung, a answered and then lost. */
const after = (...ends: readonly ('r' | 'h' | 'a')[]): string => {
  const ways = new Ways()
  const taken = ends.map((end) => {
    const way = ways.next()
    if (end === 'a') ways.answered(way)
    else ways.failed(way, end === 'h')
    return way
  })
  return [...taken, ways.next()].map((way) => way[0]).join('')
}

describe('U9 the way to the server', () => {
  test('is a socket, also after one refusal', () => expect([after(), after('r'), after('a', 'r')]).toEqual(['s', 'ss', 'sss']))
  test('is plain requests after two refusals in a row, or one socket that hung', () => {
    expect([after('r', 'r'), after('h'), after('r', 'a', 'r')]).toEqual(['ssr', 'sr', 'ssss'])
  })
  test('stays plain requests while they work', () => expect(after('h', 'a', 'a', 'a')).toBe('srrrr'))
  test('alternates while nothing works: the server itself may be away', () => expect(after('r', 'r', 'r', 'r', 'r', 'r')).toBe('ssrsrsr'))
  test('is a socket again when one was seen to work', () => {
    const ways = new Ways()
    ways.failed('socket', true)
    ways.answered('requests')
    ways.cleared()
    expect(ways.next()).toBe('socket')
  })
})
