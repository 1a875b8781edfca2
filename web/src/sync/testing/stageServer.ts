/**
 * A server for tests that can be held in any moment of its work: it speaks the wire format, keeps documents in
 * memory, and acknowledges when the test lets it. The real server is tested with real browsers in e2e/.
 *
 *   const server = await StageServer.listen()         server.url
 *   server.hold() · server.release(count?)            acknowledgements wait · go out, oldest first
 *   server.cut()                                      all sockets break, without a word
 *   server.away() · await server.back()               nobody answers at the address · somebody does again
 *   server.edit(name, change)                         somebody else's edit
 *   server.say(name, words)                           something that is no part of the document
 *   server.rule(name, verdict)                        'write' | 'read' | {deny: reason}
 *   server.deny(name, reason)                         turns everybody out of a document, who may come again in vain
 *   server.tell(name, kind, sentence)                 'refused' | 'warning': says something to the person
 *   server.ask(name)                                  asks everybody for all they have
 *   server.end(name, reason)                          ends a document on all sockets
 *   server.fault = code                               closes a socket as soon as it brings an edit
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import * as Y from 'yjs'

type Verdict = 'write' | 'read' | { readonly deny: string }

const frame = (key: string, ...parts: (number | string | Uint8Array)[]): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, key)
  for (const part of parts) {
    if (typeof part === 'number') encoding.writeVarUint(encoder, part)
    else if (typeof part === 'string') encoding.writeVarString(encoder, part)
    else encoding.writeVarUint8Array(encoder, part)
  }
  return encoding.toUint8Array(encoder)
}

const nameIn = (key: string): string => key.split('\0')[0] ?? ''

const SYNC = 0
const AWARENESS = 1
const AUTH = 2
const STATELESS = 5
const CLOSE = 7
const SYNC_STATUS = 8
const PING = 9
const PONG = 10

export class StageServer {
  readonly documents = new Map<string, Y.Doc>()
  /** All sockets there have ever been. */
  connections = 0
  /** What arrived, in order: "<name>: everything" or "<name>: edit". */
  readonly edits: string[] = []
  fault: number | null = null
  readonly #verdicts = new Map<string, Verdict>()
  readonly #sockets = new Map<WebSocket, Set<string>>()
  readonly #port: number
  #server: WebSocketServer | null
  #held: (() => void)[] | null = null

  private constructor(server: WebSocketServer) {
    this.#server = server
    this.#port = (server.address() as AddressInfo).port
    this.#attend(server)
  }

  static async listen(): Promise<StageServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    return new StageServer(server)
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}/sync`
  }

  get sockets(): number {
    return this.#sockets.size
  }

  get held(): number {
    return this.#held?.length ?? 0
  }

  hold(): void {
    this.#held ??= []
  }

  release(count = Infinity): void {
    for (const acknowledge of this.#held?.splice(0, count) ?? []) acknowledge()
    if (count === Infinity) this.#held = null
  }

  rule(name: string, verdict: Verdict): void {
    this.#verdicts.set(name, verdict)
  }

  cut(): void {
    for (const socket of this.#sockets.keys()) socket.terminate()
  }

  end(name: string, reason: string): void {
    for (const [socket, keys] of this.#sockets)
      for (const key of keys) if (nameIn(key) === name) socket.send(frame(key, CLOSE, reason))
  }

  deny(name: string, reason: string): void {
    this.rule(name, { deny: reason })
    this.#pass(name, AUTH, 1, reason)
  }

  tell(name: string, kind: 'refused' | 'warning', sentence: string): void {
    this.#pass(name, STATELESS, JSON.stringify({ callboard: kind, sentence }))
  }

  ask(name: string): void {
    this.#pass(name, SYNC, 0, Y.encodeStateVector(this.#document(name)))
  }

  /** Something that is no part of the document, to everybody who has it open. */
  say(name: string, words: string): void {
    for (const [socket, keys] of this.#sockets)
      for (const key of keys) if (nameIn(key) === name) socket.send(frame(key, STATELESS, words))
  }

  /** Somebody else's edit. */
  edit(name: string, change: (doc: Y.Doc) => void): void {
    const doc = this.#document(name)
    doc.once('update', (update: Uint8Array) => this.#pass(name, SYNC, 2, update))
    change(doc)
  }

  async away(): Promise<void> {
    const server = this.#server
    this.#server = null
    this.cut()
    await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)))
  }

  async back(): Promise<void> {
    const server = new WebSocketServer({ port: this.#port, host: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    this.#server = server
    this.#attend(server)
  }

  #attend(server: WebSocketServer): void {
    server.on('connection', (socket) => {
      this.connections += 1
      this.#sockets.set(socket, new Set())
      socket.on('close', () => this.#sockets.delete(socket))
      socket.on('message', (data: Buffer) => this.#hear(socket, data))
    })
  }

  #document(name: string): Y.Doc {
    const known = this.documents.get(name) ?? new Y.Doc()
    this.documents.set(name, known)
    return known
  }

  #hear(socket: WebSocket, data: Uint8Array): void {
    if (data.length === 1 && data[0] === PING) return socket.send(Uint8Array.of(PONG))
    if (data.length < 2) return
    const decoder = decoding.createDecoder(data)
    const key = decoding.readVarString(decoder)
    const type = decoding.readVarUint(decoder)
    if (type === AUTH) this.#welcome(socket, key)
    else if (type === CLOSE) this.#goodbye(socket, key)
    else if (type === AWARENESS) this.#pass(nameIn(key), AWARENESS, decoding.readVarUint8Array(decoder))
    else if (type === SYNC) this.#sync(socket, key, decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder))
  }

  #verdict(key: string): Verdict {
    return this.#verdicts.get(nameIn(key)) ?? 'write'
  }

  #welcome(socket: WebSocket, key: string): void {
    const verdict = this.#verdict(key)
    if (typeof verdict === 'object') return socket.send(frame(key, AUTH, 1, verdict.deny))
    this.#sockets.get(socket)?.add(key)
    socket.send(frame(key, AUTH, 2, verdict === 'read' ? 'readonly' : 'read-write'))
    socket.send(frame(key, SYNC, 0, Y.encodeStateVector(this.#document(nameIn(key)))))
  }

  #goodbye(socket: WebSocket, key: string): void {
    this.#sockets.get(socket)?.delete(key)
    socket.send(frame(key, CLOSE, 'you left'))
  }

  #sync(socket: WebSocket, key: string, message: number, bytes: Uint8Array): void {
    const name = nameIn(key)
    const doc = this.#document(name)
    if (typeof this.#verdict(key) === 'object') return
    if (message === 0) return socket.send(frame(key, SYNC, 1, Y.encodeStateAsUpdate(doc, bytes)))
    if (this.fault !== null && bytes.length > 2) return socket.close(this.fault, 'A message was too large.')
    this.edits.push(`${name}: ${message === 1 ? 'everything' : 'edit'}`)
    const taken = this.#verdict(key) === 'write' || bytes.length <= 2
    if (taken) {
      Y.applyUpdate(doc, bytes)
      this.#pass(name, SYNC, 2, bytes)
    }
    const acknowledge = (): void => socket.send(frame(key, SYNC_STATUS, taken ? 1 : 0))
    if (this.#held === null) acknowledge()
    else this.#held.push(acknowledge)
  }

  /** To everybody who has the document open, the sender too: knowing it already does no harm. */
  #pass(name: string, ...parts: (number | string | Uint8Array)[]): void {
    for (const [socket, keys] of this.#sockets)
      for (const key of keys) if (nameIn(key) === name) socket.send(frame(key, ...parts))
  }
}
