/**
 * What goes up over plain requests: one post after the other, each frame with its number, kept until the server says
 * that it has heard it. So a post whose answer was lost can be sent again, and is not applied twice (W11).
 *
 *   const posts = new Posts({ url, heard, told, failed })
 *   posts.say(frame)      with the next post; what is said while one is under way goes together in the one after
 *   posts.sign()          says at least how far we have heard, and that we are here
 *   posts.stop()
 */
import { writePost } from './events'
import { type Fault, PATIENCE, UNREACHED, faultIn, pauseAfter, wait } from './trying'

/** A post carries one frame of any size, or several that are small together. */
const MOST_TOGETHER = 128 * 1024
const MOST_FRAMES = 200
const TIME_LIMIT = 15_000
const SLOWEST = 8 // bytes in a millisecond, for what is large

export interface PostOptions {
  readonly url: string
  /** The number of the last event that was heard. */
  readonly heard: () => number
  /** The server has sent events up to this number. */
  readonly told: (last: number) => void
  readonly failed: (fault: Fault) => void
}

export class Posts {
  readonly #options: PostOptions
  readonly #frames: Uint8Array[] = []
  /** The number of the first frame that the server has not heard. */
  #first = 1
  #owesSign = false
  #isPosting = false
  #isStopped = false
  #request = new AbortController()

  constructor(options: PostOptions) {
    this.#options = options
  }

  /** Nothing waits and nothing is under way. */
  get idle(): boolean {
    return this.#frames.length === 0 && !this.#isPosting
  }

  say(frame: Uint8Array): void {
    this.#frames.push(frame)
    void this.#post()
  }

  sign(): void {
    this.#owesSign = true
    void this.#post()
  }

  stop(): void {
    this.#isStopped = true
    this.#request.abort()
  }

  async #post(): Promise<void> {
    if (this.#isPosting) return
    this.#isPosting = true
    // What is said in this turn goes together.
    await Promise.resolve()
    while (!this.#isStopped && (this.#frames.length > 0 || this.#owesSign)) {
      this.#owesSign = false
      if (!(await this.#deliver())) break
    }
    this.#isPosting = false
  }

  /** Posts some frames until the server has answered; false when that is not to be. */
  async #deliver(): Promise<boolean> {
    let spent = 0
    for (let tries = 0; ; tries += 1) {
      const fault = await this.#try()
      if (fault === null) return true
      if (this.#isStopped) return false
      if (fault.isFinal || spent >= PATIENCE) {
        this.#options.failed(fault)
        return false
      }
      spent += await wait(pauseAfter(tries))
    }
  }

  async #try(): Promise<Fault | null> {
    const body = writePost(this.#first, this.#options.heard(), this.#next())
    const request = (this.#request = new AbortController())
    const limit = setTimeout(() => request.abort(), TIME_LIMIT + body.length / SLOWEST)
    try {
      const response = await fetch(this.#options.url, { method: 'POST', body, signal: request.signal, cache: 'no-store' })
      if (!response.ok && response.status !== 409) return await faultIn(response)
      return this.#answered((await response.json()) as Answer)
    } catch {
      return UNREACHED
    } finally {
      clearTimeout(limit)
    }
  }

  #answered(answer: Answer): Fault | null {
    const heard = answer.heard ?? answer.error?.heard
    const unheard = heard === undefined ? -1 : this.#first + this.#frames.length - 1 - heard
    if (heard === undefined || heard < this.#first - 1 || unheard < 0)
      return { code: 1006, reason: 'The server does not know where we were.', isFinal: true }
    this.#frames.splice(0, heard - this.#first + 1)
    this.#first = heard + 1
    if (answer.last !== undefined) this.#options.told(answer.last)
    return null
  }

  #next(): readonly Uint8Array[] {
    let [count, size] = [0, 0]
    for (const { length } of this.#frames.slice(0, MOST_FRAMES)) {
      size += length
      if (count > 0 && size > MOST_TOGETHER) break
      count += 1
    }
    return this.#frames.slice(0, count)
  }
}

interface Answer {
  readonly heard?: number
  readonly last?: number
  readonly error?: { readonly heard?: number }
}
