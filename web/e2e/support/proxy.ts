/**
 * Something between a person and the server that understands requests, and not all of it well: the company's proxy,
 * the guest network's filter, the virus scanner.
 *
 *   const proxy = await Proxy.before(server, { sockets: 'refused' })
 *   proxy.sockets = 'passed' · 'refused' · 'swallowed'      upgrades work · get a 400 · open, and nothing comes through
 *   proxy.answers = 'passed' · 'whole'                      as they come · only when they are complete
 *   proxy.posts = 'passed' · 'doubled' · 'unanswered'       each post reaches the server twice · its answer is lost, once
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server as Listener, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'

export interface Rules {
  sockets: 'passed' | 'refused' | 'swallowed'
  answers: 'passed' | 'whole'
  posts: 'passed' | 'doubled' | 'unanswered'
}

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11' // RFC 6455, section 1.3

export class Proxy implements Rules {
  sockets: Rules['sockets'] = 'passed'
  answers: Rules['answers'] = 'passed'
  posts: Rules['posts'] = 'passed'
  /** What was asked for, in order: "POST /sync-events", "GET /sync", … without ids and queries. */
  readonly log: string[] = []
  port = 0
  readonly #server: { readonly port: number }
  readonly #listener: Listener
  readonly #open = new Set<Duplex>()
  #unanswered = 0

  private constructor(server: { readonly port: number }) {
    this.#server = server
    this.#listener = createServer((ask, answer) => void this.#pass(ask, answer))
    this.#listener.on('upgrade', (ask: IncomingMessage, near: Duplex, head: Buffer) => this.#upgrade(ask, near, head))
  }

  static async before(server: { readonly port: number }, rules: Partial<Rules> = {}): Promise<Proxy> {
    const proxy = Object.assign(new Proxy(server), rules)
    proxy.#listener.listen(0, '127.0.0.1')
    await once(proxy.#listener, 'listening')
    proxy.port = (proxy.#listener.address() as AddressInfo).port
    return proxy
  }

  close(): void {
    for (const stream of this.#open) stream.destroy()
    this.#listener.closeAllConnections()
    this.#listener.close()
  }

  #note(ask: IncomingMessage): void {
    this.log.push(`${ask.method} ${ask.url?.replace(/\?.*/, '').replace(/(?<=sync-events\/).*/, '*')}`)
  }

  async #pass(ask: IncomingMessage, answer: ServerResponse): Promise<void> {
    this.#note(ask)
    const parts: Buffer[] = []
    for await (const part of ask) parts.push(part as Buffer)
    const body = Buffer.concat(parts)
    const isPost = ask.method === 'POST' && ask.url?.startsWith('/sync-events/') === true
    if (isPost && this.posts === 'doubled') await this.#ask(ask, body).then((reply) => reply?.resume())
    const reply = await this.#ask(ask, body, answer)
    if (reply === null) return void answer.destroy()
    if (isPost && this.posts === 'unanswered' && ++this.#unanswered % 2 === 1) return void (reply.resume(), answer.destroy())
    this.#answer(reply, answer)
  }

  #ask({ method, url, headers }: IncomingMessage, body: Buffer, answer?: ServerResponse): Promise<IncomingMessage | null> {
    return new Promise((resolve) => {
      const far = request({ port: this.#server.port, host: '127.0.0.1', method, path: url, headers })
      far.on('response', resolve)
      far.on('error', () => resolve(null))
      answer?.on('close', () => far.destroy())
      far.end(body)
    })
  }

  #answer(reply: IncomingMessage, answer: ServerResponse): void {
    const parts: Buffer[] = []
    const isHeld = this.answers === 'whole'
    reply.on('error', () => answer.destroy())
    if (!isHeld) answer.writeHead(reply.statusCode ?? 502, reply.headers).flushHeaders()
    reply.on('data', (part: Buffer) => void (isHeld ? parts.push(part) : answer.write(part)))
    reply.on('end', () => {
      if (isHeld) answer.writeHead(reply.statusCode ?? 502, reply.headers)
      answer.end(Buffer.concat(parts))
    })
  }

  #upgrade(ask: IncomingMessage, near: Duplex, head: Buffer): void {
    this.#note(ask)
    this.#keep(near)
    if (this.sockets === 'refused') return void near.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
    if (this.sockets === 'swallowed') {
      const accept = createHash('sha1').update(`${ask.headers['sec-websocket-key']}${MAGIC}`).digest('base64')
      near.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
      return void near.resume()
    }
    const far = connect(this.#server.port, '127.0.0.1')
    this.#keep(far)
    const fields = Array.from({ length: ask.rawHeaders.length / 2 }, (_, at) => `${ask.rawHeaders[2 * at]}: ${ask.rawHeaders[2 * at + 1]}`)
    far.write(`GET ${ask.url} HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n`)
    far.write(head)
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  }

  #keep(stream: Duplex): void {
    this.#open.add(stream)
    stream.on('close', () => this.#open.delete(stream))
    stream.on('error', () => stream.destroy())
  }
}
