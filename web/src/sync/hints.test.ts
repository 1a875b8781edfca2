import { describe, expect, it } from 'vitest'
import { hintFrom, Hints } from './hints'

describe('hints of the server (U10)', () => {
  it('are known by their name, and nothing else is one', () => {
    expect(hintFrom('{"callboard":"conflicts"}')).toBe('conflicts')
    const others = ['', 'conflicts', 'null', '[]', '{"callboard":"lunch"}', '{"callboard":["conflicts"]}', '{"other":1}']
    for (const words of others) expect(hintFrom(words)).toBeNull()
    expect(hintFrom(JSON.stringify({ callboard: 'conflicts', more: 'x'.repeat(2_000) }))).toBeNull()
  })

  it('reach everybody who listens, until they stop', () => {
    const hints = new Hints()
    const heard: string[] = []
    hints.take('{"callboard":"conflicts"}')
    const stop = hints.on('conflicts', () => heard.push('first'))
    hints.on('conflicts', () => heard.push('second'))
    hints.take('{"callboard":"conflicts"}')
    stop()
    hints.take('{"callboard":"conflicts"}')
    hints.take('something else')
    expect(heard).toEqual(['first', 'second', 'second'])
  })
})
