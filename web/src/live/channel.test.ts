/** O4, O5: a page that follows a channel, over sockets that break and over plain requests. */
import { beforeEach, describe, expect, it } from 'vitest'
import { LiveChannel, type World } from './channel'

const SHOW = 'show/1'

class FakeSocket extends EventTarget {
  readyState: number = 0
  readonly said: Record<string, unknown>[] = []
  send(frame: string): void {
    this.said.push(JSON.parse(frame) as Record<string, unknown>)
  }
  opens(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
    this.tells({ type: 'welcome', clockId: 'c', now: 0, pollMs: 2000, you: 'account:ana' })
  }
  tells(frame: object): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }))
  }
  close(): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.dispatchEvent(new Event('close'))
  }
  commands(): Record<string, unknown>[] {
    return this.said.filter(({ type }) => type === 'command')
  }
}

let time: number
let timers: { at: number; run: () => void }[]
let sockets: FakeSocket[]
let answers: (() => Response)[]
let asked: RequestInit[]
let channel: LiveChannel

/** Whatever was answered at once has been heard. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

const passes = async (ms: number): Promise<void> => {
  const end = time + ms
  for (;;) {
    const next = timers.toSorted((a, b) => a.at - b.at)[0]
    if (!next || next.at > end) break
    timers = timers.filter((timer) => timer !== next)
    time = next.at
    next.run()
    await settled()
  }
  time = end
  await settled()
}

const world: World = {
  socket: () => {
    const socket = new FakeSocket()
    sockets.push(socket)
    return socket as unknown as WebSocket
  },
  fetch: (_url, init = {}) => {
    asked.push(init)
    const answer = answers.shift()
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('no network'))
  },
  now: () => time,
  later: (wait, run) => {
    const timer = { at: time + wait, run }
    timers.push(timer)
    return () => (timers = timers.filter((one) => one !== timer))
  },
  chance: () => 0.5,
}

const snapshot = (seq: number, state: object = { term: 1 }, generation = 1): object => ({
  type: 'snapshot',
  channel: SHOW,
  generation,
  seq,
  now: 1000,
  state,
  may: ['view_show_call', 'manage_show_call'],
})
const events = (seq: number, patch: object): object => ({ type: 'events', channel: SHOW, generation: 1, seq, at: 0, events: [], patch })
const last = (): FakeSocket => sockets.at(-1) as FakeSocket

beforeEach(() => {
  ;[time, timers, sockets, answers, asked] = [0, [], [], [], []]
  channel = new LiveChannel(SHOW, { world, url: 'ws://x/live', base: 'http://x', person: () => ({ id: 'ana', name: 'Ana' }) })
})

describe('O5 what is shown', () => {
  it('O5 is the snapshot and the patches since, each once and in order', () => {
    last().opens()
    expect(last().said.slice(0, 2)).toEqual([
      { type: 'hello', id: 'ana', name: 'Ana' },
      { type: 'subscribe', channel: SHOW },
    ])
    last().tells(snapshot(3, { term: 1, phase: 'idle' }))
    expect(channel.link.get()).toBe('live')
    last().tells(events(4, { phase: 'running', active: { segmentId: 's1' } }))
    last().tells(events(4, { phase: 'paused' }))
    last().tells(events(2, { phase: 'idle' }))
    expect(channel.state.get()).toEqual({ term: 1, phase: 'running', active: { segmentId: 's1' } })
  })

  it('O5 goes on where it was after the socket broke', async () => {
    last().opens()
    last().tells(snapshot(3))
    last().close()
    expect(channel.link.get()).toBe('connecting')
    await passes(800)
    expect(sockets).toHaveLength(2)
    last().opens()
    expect(last().said[1]).toEqual({ type: 'subscribe', channel: SHOW, after: { generation: 1, seq: 3 } })
    last().tells({ type: 'welcome', clockId: 'c', now: 1000, pollMs: 2000, you: 'said:ana' })
    expect(channel.link.get(), 'nothing was missed, so nothing more comes').toBe('live')
  })

  it('O5 comes over plain requests while there is no socket, never older than what is known, and is told to be old at last', async () => {
    last().opens()
    last().tells(snapshot(5, { term: 1, phase: 'running' }))
    answers = [
      () => Response.json(snapshot(4, { term: 1, phase: 'idle' }), { headers: { etag: '"1.4"' } }),
      () => new Response(null, { status: 304 }),
      () => Response.json(snapshot(6, { term: 1, phase: 'paused' }), { headers: { etag: '"1.6"' } }),
    ]
    last().close()
    await passes(3000)
    expect(channel.link.get()).toBe('polling')
    expect(channel.state.get()).toMatchObject({ phase: 'running' })
    await passes(4000)
    expect(asked[1]?.headers).toEqual({ 'if-none-match': '"1.4"' })
    expect(channel.state.get()).toMatchObject({ phase: 'paused' })
    await passes(20_000)
    expect(channel.link.get()).toBe('lost')
  })

  it('U17 a line on which nothing happens is asked whether anybody is there, and one without an answer is told to be old within ten seconds', async () => {
    last().opens()
    last().tells(snapshot(3))
    for (let turn = 0; turn < 10; turn += 1) {
      await passes(4000)
      const { t0, id } = last().said.findLast(({ type }) => type === 'probe') ?? {}
      last().tells({ type: 'clock', id, t0, t1: time, t2: time })
      expect(channel.silence()).toBe(0)
    }
    expect([sockets.length, channel.link.get(), channel.now()]).toEqual([1, 'live', null])
    await passes(9999)
    expect(channel.link.get()).toBe('lost')
  })

  it('O7 goes away when it is not shared any more', () => {
    last().opens()
    last().tells(snapshot(3))
    last().tells({ type: 'ended', channel: SHOW, code: 'not_shared', reason: '' })
    expect([channel.state.get(), channel.link.get(), channel.may.get()]).toEqual([null, 'closed', []])
    expect(timers.filter(({ at }) => at > time + 1000)).toEqual([])
  })
})

describe('O4 a command', () => {
  it('O4 is asked again under its id when the socket broke before the answer', async () => {
    last().opens()
    last().tells(snapshot(3))
    const sent = channel.send('next', { from: 's1' })
    const [first] = last().commands()
    expect(first).toMatchObject({ command: 'next', args: { from: 's1', term: 1 } })
    last().close()
    await passes(800)
    last().opens()
    expect(last().commands()).toEqual([first])
    last().tells({ type: 'answer', channel: SHOW, id: first?.['id'], generation: 1, seq: 4 })
    expect(await sent).toBeNull()
  })

  it('O4 that is refused gives the reason, and one without an answer says that nobody knows', async () => {
    last().opens()
    last().tells(snapshot(3))
    const refused = channel.send('next', {})
    last().tells({ type: 'refused', channel: SHOW, id: last().commands()[0]?.['id'], code: 'not_caller', reason: 'Ben has the call.' })
    expect(await refused).toBe('Ben has the call.')
    const lost = channel.send('next', {})
    await passes(7000)
    expect(await lost).toContain('has not answered')
  })

  it('O4 without a connection is not kept for later; over plain requests it is posted', async () => {
    expect(await channel.send('next', {})).toContain('nothing was done')
    answers = [() => Response.json(snapshot(1)), () => Response.json({ type: 'answer' })]
    await passes(2000)
    expect(channel.link.get()).toBe('polling')
    expect(await channel.send('next', { from: null })).toBeNull()
    expect(JSON.parse(String(asked[1]?.body))).toMatchObject({ command: 'next', args: { from: null, term: 1 }, by: { id: 'ana' } })
  })
})

it('U18 a screen that counts down to a show has the server’s time before it begins, and is told how long the server is silent', async () => {
  const socket = sockets.at(-1)!
  socket.opens()
  socket.tells(snapshot(0, {}))
  const probes = (): number => socket.said.filter(({ type }) => type === 'probe').length
  await passes(500)
  expect(probes()).toBe(0)
  const enough = channel.needTime()
  await passes(500)
  expect(probes()).toBeGreaterThan(2)
  expect(channel.silence()).toBe(1000)
  socket.tells({ type: 'fault', reason: '' })
  expect(channel.silence()).toBe(0)
  enough()
  enough()
  socket.tells(snapshot(1, {}))
  const asked = probes()
  await passes(3000)
  expect(probes()).toBe(asked)
})

it('U18 while a server that was started anew has not told its time, the screens go on by what was known', async () => {
  const socket = sockets.at(-1)!
  socket.opens()
  socket.tells(snapshot(0, {}))
  const enough = channel.needTime()
  await passes(100)
  const ahead = 5_000_000
  for (const { t0, id } of socket.said.filter(({ type }) => type === 'probe').slice(0, 2)) {
    const sent = t0 as number
    socket.tells({ type: 'clock', id, t0, t1: sent + ahead, t2: sent + ahead })
  }
  const known = (channel.now() ?? 0) - time
  expect(Math.abs(known - ahead)).toBeLessThanOrEqual(100)
  socket.tells({ type: 'welcome', clockId: 'another', now: 0, pollMs: 2000, you: 'account:ana' })
  await passes(2000)
  expect((channel.now() ?? 0) - time).toBeCloseTo(known, 0)
  enough()
})
