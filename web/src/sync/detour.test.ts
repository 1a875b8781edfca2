/** Which connection a page makes, on networks that do this and that to sockets (U9). */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket as NodeSocket } from 'ws'
import { Detour } from './detour'
import { RequestSocket } from './requestSocket'
import { LineServer } from './testing/lineServer'

vi.setConfig({ testTimeout: 40_000 })

const change = vi.fn<(reason: string) => void>()
const made: WebSocket[] = []
let server: LineServer
let detour: Detour

beforeEach(async () => {
  server = await LineServer.listen()
  // Outside a browser a socket that fails is an error that somebody must hear; in the app that is wire.ts.
  const attend = (socket: WebSocket): void => void (made.push(socket), socket.addEventListener('error', () => {}))
  detour = new Detour(server.url, NodeSocket as never, { made: attend, change, isQuiet: () => true })
})
afterEach(() => {
  detour.close()
  for (const socket of made.splice(0)) socket.close()
  server.close()
  change.mockReset()
})

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 30_000, interval: 10 })
const closed = (socket: WebSocket): Promise<void> => until(() => expect(socket.readyState).toBe(3))
const connect = (): WebSocket => new detour.Socket(server.url)

describe('U9', () => {
  test('after two refusals plain requests are taken, and a socket is tried beside them at once', async () => {
    for (let refusals = 0; refusals < 2; refusals += 1) {
      const socket = connect()
      expect(socket).toBeInstanceOf(NodeSocket)
      await closed(socket)
    }
    expect(connect()).toBeInstanceOf(RequestSocket)
    expect(detour.way.get()).toBe('socket')
    server.say('hello')
    await until(() => expect(detour.way.get()).toBe('requests'))
    await until(() => expect(server.upgrades).toBe(3))
    expect(change).not.toHaveBeenCalled()
  })

  test('a socket that opens and brings nothing is given up when plain requests come through', async () => {
    server.sockets = 'swallowed'
    const socket = connect()
    expect(socket).toBeInstanceOf(NodeSocket)
    await until(() => expect(change).toHaveBeenCalledOnce())
    expect(connect()).toBeInstanceOf(RequestSocket)
  })

  test('a server that stands still is waited for', async () => {
    server.isStill = true
    const socket = connect()
    // It is looked into again and again, and each time plain requests bring nothing either.
    await until(() => expect(server.upgrades).toBe(3))
    expect(change).not.toHaveBeenCalled()
    expect(socket.readyState).toBe(0)
  })
})
