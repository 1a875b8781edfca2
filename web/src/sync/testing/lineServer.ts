/**
 * The server's end of one line over plain requests, for tests that break it on purpose; the real one is tested with
 * real browsers in e2e/.
 *
 *   const server = await LineServer.listen()        server.url, as of a socket
 *   server.heard                                    the frames that were applied, in order
 *   server.say(bytes) · server.end(code, reason)    events to the client
 *   server.cut()                                    the present answer breaks in the middle of an event
 *   server.faultOfPosts · faultOfReads              what happens to requests: see Fault
 *   server.sockets = 'refused' · 'swallowed'        sockets are refused · open, and nothing comes through
 *   server.isStill                                  nothing is answered at all
 */
import * as decoding from 'lib0/decoding'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

export type Fault =
  | 'none'
  | 'unanswered' // it arrives, its answer does not
  | 'lost' // it does not arrive
  | 'busy' // a proxy answers 503 with a page of its own
  | 'forgotten' // 404: the server knows nothing of the line

export class LineServer {
  readonly heard: string[] = []
  /** Every request, as "POST", "GET 3" or "GET 3 brief". */
  readonly log: string[] = []
  faultOfPosts: (count: number) => Fault = () => 'none'
  faultOfReads: (count: number) => Fault = () => 'none'
  /** Answers arrive only when they are whole. */
  holdsBack = false
  confirmed = 0
  sockets: 'refused' | 'swallowed' = 'refused'
  isStill = false
  /** How many sockets were tried. */
  upgrades = 0
  readonly #server: Server
  readonly #events: string[] = []
  #posts = 0
  #reads = 0
  #answer: ServerResponse | null = null
  #brief: (() => void) | null = null

  private constructor(server: Server) {
    this.#server = server
    const swallower = new WebSocketServer({ noServer: true })
    server.on('upgrade', (ask, near, head) => {
      this.upgrades += 1
      if (this.isStill) return
      if (this.sockets === 'refused') near.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
      else swallower.handleUpgrade(ask, near, head, () => {})
    })
    server.on('request', (ask: IncomingMessage, answer: ServerResponse) => void this.#serve(ask, answer))
  }

  static async listen(): Promise<LineServer> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new LineServer(server)
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/sync`
  }

  say(words: string): void {
    this.#events.push(`id: ${this.#events.length + 1}\ndata: ${Buffer.from(words).toString('base64')}\n\n`)
    this.#tell()
  }

  end(code: number, reason: string): void {
    this.#events.push(`event: close\ndata: ${JSON.stringify({ code, reason })}\n\n`)
    this.#tell()
  }

  /** Like say, but the answer breaks in the middle of it. */
  cut(words: string): void {
    const event = `id: ${this.#events.length + 1}\ndata: ${Buffer.from(words).toString('base64')}\n\n`
    this.#events.push(event)
    this.#answer?.write(event.slice(0, 9))
    this.#answer?.destroy()
    this.#answer = null
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  async #serve(ask: IncomingMessage, answer: ServerResponse): Promise<void> {
    if (this.isStill) return
    // A connection used again may be the one that a fault just broke: fetch does not try a POST twice.
    answer.shouldKeepAlive = false
    const address = new URL(ask.url ?? '', 'http://line')
    if (ask.method === 'GET' && address.pathname === '/sync-events') return reply(answer, 200, {})
    if (ask.method === 'GET') return this.#read(address.searchParams, answer)
    const parts: Buffer[] = []
    for await (const part of ask) parts.push(part as Buffer)
    if (ask.method === 'DELETE') return void answer.writeHead(204).end()
    if (address.pathname === '/sync-events') return reply(answer, 201, { session: 'one', confirm_bytes: 1000 })
    this.#hear(Buffer.concat(parts), answer)
  }

  #hear(body: Buffer, answer: ServerResponse): void {
    this.log.push('POST')
    this.#posts += 1
    const fault = this.faultOfPosts(this.#posts)
    if (fault === 'lost') return void answer.destroy()
    if (fault !== 'none' && fault !== 'unanswered') return refuse(answer, fault)
    const decoder = decoding.createDecoder(new Uint8Array(body))
    const first = decoding.readVarUint(decoder)
    this.confirmed = Math.max(this.confirmed, decoding.readVarUint(decoder))
    if (first > this.heard.length + 1) return reply(answer, 409, { error: { code: 'missed', message: '', heard: this.heard.length } })
    for (let number = first; decoding.hasContent(decoder); number += 1) {
      const frame = Buffer.from(decoding.readVarUint8Array(decoder)).toString()
      if (number > this.heard.length) this.heard.push(frame)
    }
    if (fault === 'unanswered') return void answer.destroy()
    reply(answer, 200, { heard: this.heard.length, last: this.#events.length })
  }

  #read(query: URLSearchParams, answer: ServerResponse): void {
    const [after, isBrief] = [Number(query.get('after')), query.has('brief')]
    this.log.push(`GET ${after}${isBrief ? ' brief' : ''}`)
    this.#reads += 1
    const fault = this.faultOfReads(this.#reads)
    if (fault === 'lost' || fault === 'unanswered') return void answer.destroy()
    if (fault !== 'none') return refuse(answer, fault)
    if (isBrief) {
      const send = (): void => void answer.end(this.#events.slice(after).join(''))
      if (this.#events.length > after) return send()
      this.#brief = send
      return
    }
    this.#answer = answer
    if (this.holdsBack) return
    answer.writeHead(200, { 'content-type': 'text/event-stream' })
    answer.write(`:\n\n${this.#events.slice(after).join('')}`)
  }

  #tell(): void {
    if (!this.holdsBack) this.#answer?.write(this.#events.at(-1) ?? '')
    this.#brief?.()
    this.#brief = null
  }
}

const reply = (answer: ServerResponse, status: number, body: unknown): void =>
  void answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

const refuse = (answer: ServerResponse, fault: Fault): void => {
  if (fault === 'busy') answer.writeHead(503, { 'content-type': 'text/html' }).end('<h1>One moment</h1>')
  else reply(answer, 404, { error: { code: 'not_found', message: 'There is no such line any more.' } })
}
