/**
 * One channel as this page follows it: over a socket, and over plain requests while there is none (S000-45).
 *
 *   const channel = new LiveChannel('show/…', options)
 *   channel.state.get()        what the server has told last; null before it has told anything
 *   channel.link.get()         connecting · live · polling · lost (nothing is heard) · closed (not shared)
 *   channel.may.get()          the rights one has here
 *   channel.now()              the server's time in Unix ms; null while it is not known
 *   channel.needTime()         asks for it also before a show has begun, until what this gives is called
 *   channel.silence()          for how long nothing has been heard of the server
 *   await channel.send('next', { from })    null when done, else why not, in a sentence
 *   channel.close()
 *
 * What is shown never goes back to an older state (O5). A command goes out once and is answered once: when the socket
 * breaks before the answer, it is asked again under its id (O4). Without any connection nothing is kept for later: a GO
 * that arrives minutes after it was pressed would be worse than none.
 */
import { Cell, type Readable } from '../sync/readable'
import { AskingTheTime } from './clock/asking'
import type { CallState, Commands, FromServer, Snapshot } from './frames.gen'
import { patched } from './mergePatch'

export type Link = 'connecting' | 'live' | 'polling' | 'lost' | 'closed'
export type Verb = keyof Commands

/** What a channel needs of the browser; tests bring their own. */
export interface World {
  readonly socket: (url: string) => WebSocket
  readonly fetch: typeof fetch
  /** Monotonic milliseconds. */
  readonly now: () => number
  readonly later: (wait: number, then: () => void) => () => void
  readonly chance: () => number
}

export interface ChannelOptions {
  readonly world: World
  /** Where sockets go, and plain requests. */
  readonly url: string
  readonly base: string
  /** Who this is on a server on which nobody signs in. */
  readonly person: () => { readonly id: string; readonly name: string }
}

interface Waiting {
  readonly frame: string
  readonly sent: number
  readonly done: (refusal: string | null) => void
}

/** Of a WebSocket; the constant itself is not everywhere that this runs. */
const OPEN = 1
const FIRST_WAIT = 500
const LONGEST_WAIT = 5000
/** A line on which nothing has been said for so long is asked whether anybody is there, and then given up. */
const ASKED_AFTER = 4000
const SILENT_AFTER = 8000
/** No question of AskingTheTime, whose ids are counted from 0. */
const ANYBODY = -1
const ANSWER_WITHIN = 5000
const NOT_CONNECTED = 'Not connected to the server: nothing was done.'
const NOT_KNOWN = 'The server has not answered. Look at what is active before you try again.'

/** The server itself says that this is not there for us; a 404 of whatever stands in between does not count. */
const isShut = async (response: Response): Promise<boolean> => {
  if (response.status !== 404 && response.status !== 401) return false
  const said = (await response.json().catch(() => null)) as { error?: { code?: string } } | null
  return said?.error?.code === 'not_found' || said?.error?.code === 'not_signed_in'
}

export class LiveChannel {
  readonly state: Readable<CallState | null>
  readonly link: Readable<Link>
  readonly may: Readable<readonly string[]>
  readonly you: Readable<string>
  readonly #state = new Cell<CallState | null>(null)
  readonly #link = new Cell<Link>('connecting')
  readonly #may = new Cell<readonly string[]>([], (a, b) => a.join() === b.join())
  readonly #you = new Cell('')
  readonly #name: string
  readonly #options: ChannelOptions
  readonly #time: AskingTheTime
  readonly #waiting = new Map<string, Waiting>()
  #socket: WebSocket | null = null
  #stop: (() => void)[] = []
  #position: { generation: number; seq: number } | null = null
  #etag = ''
  #pollMs = 2000
  #heard: number
  #wait = FIRST_WAIT
  #closed = false
  #needs = 0

  constructor(name: string, options: ChannelOptions) {
    this.#name = name
    this.#options = options
    this.state = this.#state
    this.link = this.#link
    this.may = this.#may
    this.you = this.#you
    this.#heard = options.world.now()
    this.#time = new AskingTheTime(options.world, (frame) => this.#say(frame))
    this.#connect()
    this.#every(1000, () => this.#look())
  }

  now(): number | null {
    return this.#time.now()
  }

  /** A screen counts down to a show that has not begun; it stops needing the time with what this gives. */
  needTime(): () => void {
    this.#needs += 1
    this.#mindTheTime()
    let needed = true
    return () => {
      if (needed) this.#needs -= 1
      needed = false
    }
  }

  silence(): number {
    return this.#options.world.now() - this.#heard
  }

  /** Ask for something; with `term` the server knows who one believes to have the call. */
  send<V extends Verb>(verb: V, args: Omit<Commands[V], 'term'>): Promise<string | null> {
    const id = `${Math.floor(this.#options.world.chance() * 1e9).toString(36)}-${Math.round(this.#options.world.now() * 1000).toString(36)}`
    const command = { id, command: verb, args: { ...args, term: this.#state.get()?.term ?? 0 } }
    if (this.#isOpen()) return this.#ask(id, JSON.stringify({ type: 'command', channel: this.#name, ...command }))
    return this.#link.get() === 'polling' ? this.#post(command) : Promise.resolve(NOT_CONNECTED)
  }

  /** The network is said to be there again: nobody waits for the next try. */
  hurry(): void {
    if (this.#socket === null && this.#link.get() !== 'closed') this.#connect()
  }

  close(): void {
    this.#closed = true
    for (const stop of this.#stop) stop()
    this.#time.stop()
    this.#giveUp(() => true)
    this.#socket?.close()
  }

  #isOpen(): boolean {
    return this.#socket?.readyState === OPEN
  }

  #every(wait: number, work: () => void): void {
    const again = (): void => {
      const stop = this.#options.world.later(wait, () => {
        this.#stop = this.#stop.filter((one) => one !== stop)
        if (this.#closed) return
        work()
        again()
      })
      this.#stop.push(stop)
    }
    again()
  }

  #connect(): void {
    if (this.#closed || this.#socket !== null) return
    const socket = this.#options.world.socket(this.#options.url)
    this.#socket = socket
    socket.addEventListener('open', () => {
      this.#say({ type: 'hello', ...this.#options.person() })
      this.#say({ type: 'subscribe', channel: this.#name, ...(this.#position ? { after: this.#position } : {}) })
      for (const { frame } of this.#waiting.values()) socket.send(frame)
      this.#mindTheTime()
    })
    socket.addEventListener('message', (event) => this.#hear(String(event.data)))
    socket.addEventListener('close', () => {
      if (this.#socket !== socket) return
      this.#socket = null
      this.#time.pause()
      if (this.#closed || this.#link.get() === 'closed') return
      if (this.#link.get() === 'live') this.#link.set('connecting')
      const stop = this.#options.world.later(this.#wait * (0.75 + this.#options.world.chance() / 2), () => this.#connect())
      this.#stop.push(stop)
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT)
    })
  }

  /** Once a second: who waits too long is told; without a socket it is asked over plain requests. */
  #look(): void {
    const now = this.#options.world.now()
    this.#giveUp(({ sent }) => now - sent > ANSWER_WITHIN)
    if (this.#link.get() === 'closed') return
    const silence = this.silence()
    if (!this.#isOpen() && silence >= this.#pollMs) void this.#poll()
    if (silence >= ASKED_AFTER) this.#say({ type: 'probe', id: ANYBODY, t0: now })
    if (this.#isOpen() && silence > SILENT_AFTER) this.#socket?.close()
    if (!this.#isOpen() && silence > SILENT_AFTER) this.#link.set('lost')
  }

  #giveUp(isOver: (waiting: Waiting) => boolean): void {
    for (const [id, waiting] of this.#waiting) {
      if (!isOver(waiting)) continue
      this.#waiting.delete(id)
      waiting.done(NOT_KNOWN)
    }
  }

  #say(frame: object): void {
    if (this.#isOpen()) this.#socket?.send(JSON.stringify(frame))
  }

  #ask(id: string, frame: string): Promise<string | null> {
    return new Promise((done) => {
      this.#waiting.set(id, { frame, sent: this.#options.world.now(), done })
      this.#socket?.send(frame)
    })
  }

  #hear(data: string): void {
    const back = this.#options.world.now()
    this.#heard = back
    const frame = JSON.parse(data) as FromServer
    switch (frame.type) {
      case 'welcome':
        this.#pollMs = frame.pollMs
        this.#you.set(frame.you)
        this.#time.meet(frame.clockId)
        if (this.#position !== null) this.#goOn()
        break
      case 'clock':
        if (frame.id !== ANYBODY) this.#time.take(frame, back)
        break
      case 'snapshot':
        this.#position = null // what the socket says is so, whatever was known before
        this.#take(frame)
        break
      case 'events':
        if (this.#isNew(frame.generation, frame.seq)) this.#show(patched(this.#state.get(), frame.patch) as CallState)
        break
      case 'answer':
        this.#answered(frame.id, null)
        break
      case 'refused':
        if (frame.id) this.#answered(frame.id, frame.reason)
        else this.#shut()
        break
      case 'ended':
        this.#shut()
        break
      case 'fault':
    }
  }

  /** Whoever follows it already is told what was missed, and nothing where that is nothing. */
  #goOn(): void {
    this.#wait = FIRST_WAIT
    this.#link.set('live')
  }

  #take({ generation, seq, state, may }: Snapshot): void {
    this.#wait = FIRST_WAIT
    this.#may.set(may ?? [])
    this.#link.set(this.#isOpen() ? 'live' : 'polling')
    if (this.#isNew(generation, seq)) this.#show(state as CallState)
    else this.#mindTheTime()
  }

  #show(state: CallState): void {
    this.#state.set(state)
    this.#mindTheTime()
  }

  /** The server is asked for its time only while somebody counts: while a show is called, or where a screen needs it before. */
  #mindTheTime(): void {
    const counts = this.#needs > 0 || this.#state.get()?.firstStartedAt != null
    if (counts && this.#isOpen() && !this.#time.isAsking) this.#time.begin()
    if (!counts) this.#time.pause()
  }

  /** Whether this is later than what is known; then it is what is known. */
  #isNew(generation: number, seq: number): boolean {
    const known = this.#position
    if (known && (generation < known.generation || (generation === known.generation && seq <= known.seq))) return false
    this.#position = { generation, seq }
    return true
  }

  #answered(id: string, refusal: string | null): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    waiting?.done(refusal)
  }

  /** It is not shared with this page: nothing is shown, and nothing is asked again until the page is opened anew. */
  #shut(): void {
    this.#link.set('closed')
    this.#state.set(null)
    this.#may.set([])
    this.#socket?.close()
  }

  async #poll(): Promise<void> {
    const { world, base } = this.#options
    try {
      const sent = world.now()
      const response = await world.fetch(`${base}/api/live/${this.#name}`, { headers: { 'if-none-match': this.#etag } })
      if (this.#closed || this.#isOpen()) return
      if (await isShut(response)) return this.#shut()
      if (!response.ok && response.status !== 304) return
      this.#heard = world.now()
      this.#link.set('polling')
      if (response.status === 304) return
      this.#etag = response.headers.get('etag') ?? ''
      const snapshot = (await response.json()) as Snapshot
      this.#time.guess(sent, snapshot.now, this.#heard)
      this.#take(snapshot)
    } catch {
      // The server cannot be reached: the next look finds out since when.
    }
  }

  async #post(command: object): Promise<string | null> {
    const { world, base, person } = this.#options
    try {
      const response = await world.fetch(`${base}/api/live/${this.#name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...command, by: person() }),
      })
      if (response.ok) return null
      const { error } = (await response.json()) as { error?: { message?: string } }
      return error?.message ?? NOT_KNOWN
    } catch {
      return NOT_KNOWN
    }
  }
}
