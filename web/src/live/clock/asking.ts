/**
 * Asks a server for its time over a socket that is there anyway: pairs of questions, when probes.ts says so.
 *
 *   asking.begin()                   the socket is open          asking.pause()    it is gone
 *   asking.meet(clockId)             whose clock it is: another one is learnt anew
 *   asking.take(answer, back)        an answer came back
 *   asking.guess(sent, now, back)    what an answer to a plain request tells, while nothing better is known
 *   asking.now()                     the server's time; null while it is not known
 */
import { type Asking, PAIR_GAP, type Probe, ask, begin } from './probes'
import { SharedClock } from './sharedClock'

interface Hands {
  readonly now: () => number
  readonly later: (wait: number, then: () => void) => () => void
  readonly chance: () => number
}

interface Answered {
  readonly id: number
  readonly t0: number
  readonly t1: number
  readonly t2: number
}

const SOONEST = 10
const LATEST = 1000

export class AskingTheTime {
  readonly #hands: Hands
  readonly #say: (frame: object) => void
  readonly #clock = new SharedClock()
  #asking: Asking | null = null
  #first: { readonly id: number; readonly probe: Probe } | null = null
  #next = 0
  #clockId = ''
  #isKnown = false
  /** How far ahead the clock was that is not asked any more: nothing better is known until the next one has answered. */
  #before: number | null = null
  #stop = new Set<() => void>()

  constructor(hands: Hands, say: (frame: object) => void) {
    this.#hands = hands
    this.#say = say
  }

  now(): number | null {
    const local = this.#hands.now()
    return this.#clock.now(local) ?? (this.#before === null ? null : local + this.#before)
  }

  meet(clockId: string): void {
    if (this.#clockId !== '' && this.#clockId !== clockId) {
      const now = this.now()
      this.#before = now === null ? null : now - this.#hands.now()
      this.#clock.beginAnew()
      this.#isKnown = false
    }
    this.#clockId = clockId
  }

  get isAsking(): boolean {
    return this.#asking !== null
  }

  begin(): void {
    this.pause()
    this.#asking = begin(this.#hands.now())
    this.#look()
  }

  pause(): void {
    this.#asking = null
    this.#first = null
    for (const stop of this.#stop) stop()
    this.#stop.clear()
  }

  stop(): void {
    this.pause()
  }

  take({ id, t0, t1, t2 }: Answered, back: number): void {
    const probe = { sent: t0, heard: t1, answered: t2, back }
    if (id % 2 === 0) {
      this.#first = { id, probe }
      return
    }
    if (this.#first?.id !== id - 1) return
    if (this.#clock.take(this.#first.probe, probe)) this.#isKnown = true
    this.#first = null
  }

  guess(sent: number, now: number, back: number): void {
    if (this.#isKnown) return
    const probe = { sent, heard: now, answered: now, back }
    this.#clock.take(probe, probe)
  }

  #look(): void {
    if (this.#asking === null) return
    const now = this.#hands.now()
    const { asking, due } = ask(this.#asking, now, this.#hands.chance())
    this.#asking = asking
    if (due) this.#pair()
    this.#later(Math.min(LATEST, Math.max(SOONEST, asking.due - now)), () => this.#look())
  }

  #pair(): void {
    const id = this.#next
    this.#next += 2
    this.#question(id)
    this.#later(PAIR_GAP, () => this.#question(id + 1))
  }

  #question(id: number): void {
    this.#say({ type: 'probe', id, t0: this.#hands.now() })
  }

  #later(wait: number, work: () => void): void {
    const stop = this.#hands.later(wait, () => {
      this.#stop.delete(stop)
      work()
    })
    this.#stop.add(stop)
  }
}
