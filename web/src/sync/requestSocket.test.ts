/** What looks like a socket keeps its promises over requests that get lost, come twice, break and are held back. */
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { lineAddress, RequestSocket } from './requestSocket'
import { LineServer } from './testing/lineServer'

vi.setConfig({ testTimeout: 30_000 })

const decoder = new TextDecoder()
const encoder = new TextEncoder()
const sockets: RequestSocket[] = []
let server: LineServer

beforeEach(async () => void (server = await LineServer.listen()))
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close()
  server.close()
})

interface Seen {
  readonly socket: RequestSocket
  readonly words: string[]
  closed: { code: number; reason: string } | null
}

const opened = async (habits?: { brief: boolean }): Promise<Seen> => {
  const socket = new RequestSocket(server.url, habits)
  sockets.push(socket)
  const seen: Seen = { socket, words: [], closed: null }
  socket.addEventListener('message', (event) => void seen.words.push(decoder.decode((event as MessageEvent<ArrayBuffer>).data)))
  socket.addEventListener('close', (event) => void (seen.closed = event as unknown as Seen['closed']))
  // Not by looking at its state now and then: a line may be open for less than a moment.
  await once(socket, 'open', { signal: AbortSignal.timeout(20_000) })
  return seen
}

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 20_000, interval: 5 })
const say = ({ socket }: Seen, ...words: readonly string[]): void => words.forEach((word) => socket.send(encoder.encode(word)))

test('its line is found beside the socket', () => {
  expect([lineAddress('ws://stage:3001/sync'), lineAddress('wss://x.example/sync/')]).toEqual(['http://stage:3001/sync-events', 'https://x.example/sync-events'])
})

describe('W11 what is said', () => {
  const words = Array.from({ length: 40 }, (_, at) => `word ${at}`)

  test('arrives in order, and what is said at once goes together', async () => {
    const seen = await opened()
    say(seen, ...words)
    await until(() => expect(server.heard).toEqual(words))
    expect(server.log.filter((asked) => asked === 'POST').length).toBeLessThan(3)
  })

  test.each([
    ['requests do not arrive', 'lost'],
    ['answers do not arrive', 'unanswered'],
    ['something else answers', 'busy'],
  ] as const)('arrives once and in order though %s', async (_, fault) => {
    server.faultOfPosts = (count) => (count % 2 === 1 ? fault : 'none')
    const seen = await opened()
    for (const word of words.slice(0, 6)) {
      say(seen, word)
      await until(() => expect(server.heard.at(-1)).toBe(word))
    }
    await until(() => expect(seen.socket.bufferedAmount).toBe(0))
    expect(server.heard).toEqual(words.slice(0, 6))
    expect(seen.closed).toBeNull()
  })

  test('closes the connection when the server knows nothing of it any more, or cannot be reached for long', async () => {
    const forgotten = await opened()
    server.faultOfPosts = () => 'forgotten'
    say(forgotten, 'hello')
    await until(() => expect(forgotten.closed).toMatchObject({ code: 1006 }))
    const unreached = await opened()
    server.faultOfPosts = () => 'lost'
    say(unreached, 'hello')
    await until(() => expect(unreached.closed).toMatchObject({ code: 1006 }))
    expect(server.heard).toEqual([])
  })
})

describe('W11 what is heard', () => {
  test('goes on behind the last whole event when an answer is cut', async () => {
    const seen = await opened()
    server.say('one')
    await until(() => expect(seen.words).toEqual(['one']))
    server.cut('two')
    server.say('three')
    await until(() => expect(seen.words).toEqual(['one', 'two', 'three']))
    expect(server.log).toContain('GET 1')
    expect(seen.closed).toBeNull()
  })

  test('comes in short answers when long ones are held back, and the next line begins with those', async () => {
    server.holdsBack = true
    const habits = { brief: false }
    const seen = await opened(habits)
    server.say('one')
    await until(() => expect(seen.words).toEqual(['one']))
    server.say('two')
    await until(() => expect(seen.words).toEqual(['one', 'two']))
    expect([habits.brief, server.log.includes('GET 1 brief')]).toEqual([true, true])
  })

  test('is noticed to be held back when a post is answered with more than has come', async () => {
    const seen = await opened()
    await until(() => expect(server.log).toContain('GET 0'))
    server.holdsBack = true
    server.say('one')
    say(seen, 'are you there?')
    await until(() => expect(seen.words).toEqual(['one']))
    expect(server.log).toContain('GET 0 brief')
  })

  test('is confirmed when there is much of it', async () => {
    const seen = await opened()
    for (let count = 0; count < 8; count += 1) server.say('x'.repeat(400))
    await until(() => expect(server.confirmed).toBeGreaterThan(4))
    expect(seen.words).toHaveLength(8)
  })

  test('ends with the code and the reason of the server', async () => {
    const seen = await opened()
    server.say('last words')
    server.end(1012, 'The server is restarting; connecting again.')
    await until(() => expect(seen.closed).toMatchObject({ code: 1012, reason: 'The server is restarting; connecting again.' }))
    expect(seen.words).toEqual(['last words'])
    say(seen, 'too late')
    expect(seen.socket.readyState).toBe(RequestSocket.CLOSED)
  })

  test('ends when the server cannot be reached for long, or knows nothing of it', async () => {
    const seen = await opened()
    server.faultOfReads = () => 'lost'
    server.cut('half')
    await until(() => expect(seen.closed).toMatchObject({ code: 1006 }))
    server.faultOfReads = () => 'forgotten'
    const other = await opened()
    await until(() => expect(other.closed).toMatchObject({ code: 1006, reason: 'There is no such line any more.' }))
  })
})

test('closed by us it says goodbye, tells so once, and hears nothing more', async () => {
  const seen = await opened()
  let closes = 0
  seen.socket.addEventListener('close', () => (closes += 1))
  seen.socket.close()
  seen.socket.close()
  server.say('too late')
  await until(() => expect(seen.closed).toMatchObject({ code: 1005 }))
  expect([closes, seen.words]).toEqual([1, []])
})
