/**
 * One person's network line to the server: a TCP relay that can be cut, so that going offline is what it is in life,
 * for pages, requests and open sockets alike.
 *
 *   const line = await Line.to(server)      line.address is where this person finds the server
 *   line.cut() · line.mend()                open connections break, new ones fail · they work again
 *   line.hold() · line.release()            answers of the server wait on the way · they arrive
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server as Listener, type Socket } from 'node:net'

/** The server, or what stands before it. */
export interface Place {
  readonly port: number
}

export class Line {
  readonly #server: Place
  readonly #listener: Listener
  readonly #pairs = new Map<Socket, Socket>()
  #isCut = false
  #isHeld = false

  private constructor(server: Place) {
    this.#server = server
    this.#listener = createServer((near) => this.#relay(near))
  }

  static async to(server: Place): Promise<Line> {
    const line = new Line(server)
    line.#listener.listen(0, '127.0.0.1')
    await once(line.#listener, 'listening')
    return line
  }

  get port(): number {
    return (this.#listener.address() as AddressInfo).port
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`
  }

  cut(): void {
    this.#isCut = true
    for (const [near, far] of this.#pairs) {
      near.destroy()
      far.destroy()
    }
  }

  mend(): void {
    this.#isCut = false
  }

  hold(): void {
    this.#isHeld = true
    for (const far of this.#pairs.values()) far.pause()
  }

  release(): void {
    this.#isHeld = false
    for (const far of this.#pairs.values()) far.resume()
  }

  close(): void {
    this.cut()
    this.#listener.close()
  }

  #relay(near: Socket): void {
    if (this.#isCut) return void near.destroy()
    const far = connect(this.#server.port, '127.0.0.1')
    this.#pairs.set(near, far)
    near.on('data', (bytes) => far.write(bytes))
    far.on('data', (bytes) => near.write(bytes))
    if (this.#isHeld) far.pause()
    near.on('end', () => far.end())
    far.on('end', () => near.end())
    const over = (): void => {
      this.#pairs.delete(near)
      near.destroy()
      far.destroy()
    }
    for (const side of [near, far]) {
      side.on('close', over)
      // A reset is how a broken line looks from here; the close that follows is dealt with.
      side.on('error', over)
    }
  }
}
