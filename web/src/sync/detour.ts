/**
 * Sees to it that a page goes on where something in between breaks WebSockets, and goes back when it no longer does.
 *
 *   const detour = new Detour(url, WebSocket, line)
 *   detour.Socket        for the provider: each one made is a socket, or looks like one
 *   detour.way           'socket' | 'requests', as of the connection that works
 *   detour.look() · detour.close()
 *
 * Whether a socket works is asked with one of its own, which has to bring back the server's answer to a ping: some
 * proxies let a socket open and then pass nothing on. A server that takes its time, or stands still, is not taken for
 * such a proxy: it answers no plain request either.
 */
import { Cell, type Readable } from './readable'
import { type Habits, RequestSocket, lineAddress } from './requestSocket'
import { type Way, Ways } from './way'

export type SocketClass = new (url: string | URL, protocols?: string | string[]) => WebSocket

/** How long a new connection may say nothing before it is looked into; and how long the look may take. */
export const FIRST_ANSWER = 3_000
/** Pauses before a socket is tried again beside plain requests; the first look is at once. */
const LOOK_AGAIN = 60_000
const LONGEST_PAUSE = 16
const BUSY = 3_000
const OPEN = 1
const PING = 9
const PONG = 10

export interface Line {
  /** Each connection, before anything happens on it. */
  readonly made: (socket: WebSocket) => void
  /** Gives the present connection up and makes another at once. */
  readonly change: (reason: string) => void
  /** Nothing is on its way. */
  readonly isQuiet: () => boolean
}

export class Detour {
  readonly Socket: SocketClass
  readonly #url: string
  readonly #Plain: SocketClass
  readonly #line: Line
  readonly #ways = new Ways()
  readonly #way = new Cell<Way>('socket')
  readonly #habits: Habits = { brief: false }
  /** How often it went back to a socket; if that never lasts, it looks less often. */
  #returns = 0
  #looked = false
  #isLooking = false
  #timer: ReturnType<typeof setTimeout> | null = null
  #isClosed = false

  constructor(url: string, Plain: SocketClass, line: Line) {
    this.#url = url
    this.#Plain = Plain
    this.#line = line
    const make = (address: string | URL): WebSocket => this.#make(address)
    // No arrow, for the provider calls it with `new`.
    this.Socket = function made(address: string | URL) {
      return make(address)
    } as unknown as SocketClass
  }

  get way(): Readable<Way> {
    return this.#way
  }

  /** The machine may be on another network now. */
  look(): void {
    if (this.#way.get() === 'requests') void this.#look()
  }

  close(): void {
    this.#isClosed = true
    this.#rest()
  }

  #make(url: string | URL): WebSocket {
    this.#rest()
    const way = this.#ways.next()
    const socket = way === 'socket' ? new this.#Plain(url) : (new RequestSocket(url, this.#habits) as unknown as WebSocket)
    this.#line.made(socket)
    this.#watch(socket, way)
    return socket
  }

  #watch(socket: WebSocket, way: Way): void {
    let isJudged = false
    const judge = (verdict: () => void): void => {
      if (!isJudged) verdict()
      isJudged = true
      clearTimeout(timer)
    }
    const doubt = async (): Promise<void> => {
      if (await this.#probe()) return
      const isNetwork = await this.#requestsWork()
      if (isJudged || this.#isClosed || socket.readyState > OPEN) return
      if (isNetwork) judge(() => this.#hangs())
      else timer = setTimeout(() => void doubt(), FIRST_ANSWER)
    }
    let timer = way === 'socket' ? setTimeout(() => void doubt(), FIRST_ANSWER) : undefined
    socket.addEventListener('message', () => judge(() => this.#answered(way)))
    socket.addEventListener('close', () => judge(() => this.#ways.failed(way, false)))
  }

  #answered(way: Way): void {
    this.#ways.answered(way)
    this.#way.set(way)
    if (way === 'requests') this.#lookLater()
  }

  /** A socket says nothing, another one gets no answer to a ping either, and plain requests do: it is the network. */
  #hangs(): void {
    this.#ways.failed('socket', true)
    this.#line.change('sockets get no answer on this network')
  }

  #lookLater(): void {
    const pause = this.#looked ? LOOK_AGAIN * Math.min(2 ** this.#returns, LONGEST_PAUSE) : 0
    this.#rest()
    if (!this.#isClosed) this.#timer = setTimeout(() => void this.#look(), pause)
  }

  /** Back to a socket as soon as one works, but not in the middle of something. */
  async #look(): Promise<void> {
    if (this.#isLooking) return
    this.#isLooking = this.#looked = true
    const works = await this.#probe()
    this.#isLooking = false
    if (this.#isClosed || this.#way.get() !== 'requests') return
    if (!works) return this.#lookLater()
    if (!this.#line.isQuiet()) return void (this.#timer = setTimeout(() => void this.#look(), BUSY))
    this.#returns += 1
    this.#ways.cleared()
    this.#line.change('sockets work again')
  }

  #probe(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = new this.#Plain(this.#url)
      socket.binaryType = 'arraybuffer'
      const timer = setTimeout(() => end(false), FIRST_ANSWER)
      const end = (works: boolean): void => {
        clearTimeout(timer)
        socket.close()
        resolve(works)
      }
      socket.addEventListener('open', () => socket.send(Uint8Array.of(PING)))
      socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => end(new Uint8Array(data)[0] === PONG))
      socket.addEventListener('error', () => end(false))
      socket.addEventListener('close', () => end(false))
    })
  }

  async #requestsWork(): Promise<boolean> {
    const request = new AbortController()
    const limit = setTimeout(() => request.abort(), FIRST_ANSWER)
    try {
      return (await fetch(lineAddress(this.#url), { cache: 'no-store', signal: request.signal })).ok
    } catch {
      return false
    } finally {
      clearTimeout(limit)
    }
  }

  #rest(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}
