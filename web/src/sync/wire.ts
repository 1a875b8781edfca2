/**
 * The one socket that all open documents of this page share (S003-47).
 *
 *   const wire = wireTo(url)       the same one for the same address
 *   wire.hold()                    keeps it open until the function that it gives back is called
 *   wire.watch(key, witness)       hears what goes over the wire about one document; gives back the way to stop
 *   wire.link: Readable<Link>      'connecting' | 'online' | 'offline'
 *   wire.way: Readable<Way>        'socket' | 'requests', where something in between breaks sockets (U9)
 *   wire.provider                  for the documents' providers
 *
 * The witness sees the socket itself, not what the provider believes: a message counts as sent only when it was given
 * to an open socket. While there is none, messages are dropped rather than queued: the handshake of the next
 * connection brings everything anyway, and a queue would only grow with every key pressed offline.
 */
import { HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { Detour, type SocketClass } from './detour'
import { type Frame, frameOf } from './frames'
import { keeper, NOBODY } from './keeper'
import { Cell, type Readable } from './readable'
import type { Link } from './status'
import type { Way } from './way'

export interface Witness {
  sent(frame: Frame): void
  heard(frame: Frame): void
  /** The socket is gone; the code and reason are the server's when it closed it. */
  lost(code: number, reason: string): void
  /** Everything that it said was answered. */
  readonly isQuiet: boolean
}

/** A socket keeps its page's documents for a moment after the last one closed: the next one may open right away. */
const LINGER = 5_000
const OPEN = 1
const FIRST_RETRY = 500
const LONGEST_RETRY = 10_000
/** The server says something at least every 15 seconds (W10); a socket that is silent for longer is dead. */
const LONGEST_SILENCE = 20_000
const NO_STATUS = 1006

const bytesOf = (data: unknown): Uint8Array | null => {
  if (data instanceof Uint8Array) return data
  return data instanceof ArrayBuffer ? new Uint8Array(data) : null
}

class Provider extends HocuspocusProviderWebsocket {
  override send(message: unknown): void {
    if (this.webSocket?.readyState === OPEN) super.send(message)
  }

  /** Gives up the socket now; the documents hear of it as of any other loss. */
  drop(reason: string): void {
    this.emit('close', { event: { code: NO_STATUS, reason } })
  }
}

export class Wire {
  readonly provider: Provider
  readonly #detour: Detour
  readonly #link = new Cell<Link>('connecting')
  readonly #witnesses = new Map<string, Witness>()
  readonly #onUnused: () => void
  readonly #stopKeeper: () => void
  #socket: WebSocket | null = null
  #holders = 0
  #linger: ReturnType<typeof setTimeout> | null = null

  constructor(url: string, Socket: SocketClass, onUnused: () => void) {
    this.#onUnused = onUnused
    const made = (socket: WebSocket): void => this.#attend(socket)
    this.#detour = new Detour(url, Socket, { made, change: this.#change, isQuiet: () => this.#isQuiet })
    this.provider = new Provider({
      url,
      WebSocketPolyfill: this.#detour.Socket,
      delay: FIRST_RETRY,
      minDelay: FIRST_RETRY,
      maxDelay: LONGEST_RETRY,
      messageReconnectTimeout: LONGEST_SILENCE,
    })
    this.provider.on('status', ({ status }: { status: string }) => this.#note(status))
    this.#stopKeeper = keeper.subscribe(this.#renew)
    if (typeof window !== 'undefined') {
      window.addEventListener('online', this.#hurry)
      window.addEventListener('offline', this.#drop)
    }
  }

  get link(): Readable<Link> {
    return this.#link
  }

  get way(): Readable<Way> {
    return this.#detour.way
  }

  hold(): () => void {
    if (this.#linger !== null) clearTimeout(this.#linger)
    this.#linger = null
    this.#holders += 1
    return () => {
      this.#holders -= 1
      if (this.#holders === 0) this.#linger = setTimeout(() => this.#close(), LINGER)
    }
  }

  watch(key: string, witness: Witness): () => void {
    this.#witnesses.set(key, witness)
    return () => void this.#witnesses.delete(key)
  }

  #close(): void {
    this.#stopKeeper()
    if (typeof window !== 'undefined') {
      window.removeEventListener('online', this.#hurry)
      window.removeEventListener('offline', this.#drop)
    }
    this.#detour.close()
    this.provider.destroy()
    this.#onUnused()
  }

  #note(status: string): void {
    if (status === 'connected') return this.#link.set('online')
    if (status === 'disconnected') {
      this.#lose(NO_STATUS, '')
      this.#link.set('offline')
    }
  }

  #lose(code: number, reason: string): void {
    if (this.#socket === null) return
    this.#socket = null
    for (const witness of [...this.#witnesses.values()]) witness.lost(code, reason)
  }

  /** The machine has a network again: try at once instead of after the pause. */
  readonly #hurry = (): void => {
    if (this.#link.get() !== 'online') void this.provider.connect()
    else this.#detour.look()
  }

  /** The machine has no network: a socket may take minutes to notice. If it was a local one, it is back at once. */
  readonly #drop = (): void => {
    if (this.#link.get() === 'online') this.provider.drop('this machine has no network')
  }

  readonly #change = (reason: string): void => {
    this.provider.drop(reason)
    void this.provider.connect()
  }

  /** A socket is whose it was when it was opened: whoever else has signed in needs one of their own. */
  readonly #renew = (): void => {
    if (keeper.get() !== NOBODY) this.#change('somebody else has signed in')
  }

  get #isQuiet(): boolean {
    return this.#socket?.bufferedAmount === 0 && [...this.#witnesses.values()].every(({ isQuiet }) => isQuiet)
  }

  /** From now on it is heard what goes in and out of a socket. */
  #attend(socket: WebSocket): void {
    socket.addEventListener('open', () => void (this.#socket = socket))
    socket.addEventListener('close', ({ code, reason }: CloseEvent) => {
      if (socket === this.#socket) this.#lose(code, reason)
    })
    socket.addEventListener('message', (event: MessageEvent<unknown>) => this.#tell(socket, 'heard', event.data))
    // Outside a browser, closing a socket that is still connecting is an error that somebody must hear.
    socket.addEventListener('error', () => {})
    const send = socket.send.bind(socket)
    socket.send = (data: string | BufferSource | Blob): void => {
      this.#tell(socket, 'sent', data)
      send(data)
    }
  }

  #tell(socket: WebSocket, verb: 'sent' | 'heard', data: unknown): void {
    const bytes = socket === this.#socket ? bytesOf(data) : null
    const frame = bytes === null ? null : frameOf(bytes)
    if (frame !== null) this.#witnesses.get(frame.key)?.[verb](frame)
  }
}

const wires = new Map<string, Wire>()

export const wireTo = (url: string, Socket: SocketClass = WebSocket): Wire => {
  const known = wires.get(url)
  if (known !== undefined) return known
  const wire = new Wire(url, Socket, () => wires.delete(url))
  wires.set(url, wire)
  return wire
}
