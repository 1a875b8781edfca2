/**
 * The server's time as this device shows it: it follows the estimate smoothly and never goes back.
 *
 * A better estimate is approached by running at most 500 parts in a million faster or slower: nobody sees a countdown
 * jump. Only at first, and where the clock is more than 20 ms off, it steps; a step back is a moment in which it stands
 * still. Nothing here reads a clock or sends anything. Python has the same (tests/vectors/clock.json, K3, K4).
 */
import { BIN, BINS, type Estimate, RECENT, boundAt, estimate, offsetAt } from './estimate'
import { type Probe, better, delayOf, keptItsGap, middleOf, offsetOf } from './probes'

const SLEW = 500e-6
const STEP = 20
/** For so long after the first answer every better estimate is taken as it is. */
const SETTLING = 1500
/** An answer that lies this far outside of both errors proves that one of the clocks has jumped. */
const JUMPED = 5

const cannotBe = (probe: Probe, known: Estimate): boolean => {
  const at = middleOf(probe)
  const away = Math.abs(offsetOf(probe) - offsetAt(known, at))
  return away > delayOf(probe) / 2 + boundAt(known, at) + JUMPED
}

export class SharedClock {
  #bins = new Map<number, Probe>()
  #recent: Probe[] = []
  #estimate: Estimate | null = null
  #since = 0
  #settledAt = Infinity
  #off = 0
  #shown = -Infinity

  /** Forgets everything: the server has another clock than before, because it was restarted. */
  beginAnew(): void {
    this.#estimate = null
    this.#off = 0
    this.#shown = -Infinity
  }

  /** Learns from a pair. Was it believed? The very first is taken anyway, for want of others. */
  take(first: Probe, second: Probe): boolean {
    const believed = keptItsGap(first, second)
    if (!believed && this.#estimate !== null) return false
    const probe = better(first, second)
    if (this.#estimate === null || cannotBe(probe, this.#estimate)) this.#forget(probe)
    this.#keep(probe)
    this.#follow(estimate(this.#bins, this.#recent, this.#estimate?.drift ?? 0), second.back)
    return believed
  }

  /** The server's time; null while nothing is known. It never goes back. */
  now(local: number): number | null {
    if (this.#estimate === null) return null
    this.#shown = Math.max(this.#shown, this.#reckoned(this.#estimate, local))
    return this.#shown
  }

  /** How wrong the time can be, in ms. */
  bound(local: number): number | null {
    return this.#estimate === null ? null : boundAt(this.#estimate, local) + Math.abs(this.#remaining(local))
  }

  #forget(probe: Probe): void {
    this.#bins.clear()
    this.#recent = []
    this.#settledAt = probe.back + SETTLING
  }

  /** Keeps the quickest answer of each bin, and the last ones. */
  #keep(probe: Probe): void {
    this.#recent = [...this.#recent, probe].slice(-RECENT)
    const number = Math.floor(middleOf(probe) / BIN)
    const known = this.#bins.get(number)
    this.#bins.set(number, known ? better(known, probe) : probe)
    for (const old of this.#bins.keys()) if (old <= number - BINS) this.#bins.delete(old)
  }

  /** Approaches a better estimate from what is shown now, or steps to it. */
  #follow(next: Estimate | null, local: number): void {
    if (next === null) return
    const settled = this.#estimate !== null && local > this.#settledAt
    const off = settled && this.#estimate ? this.#reckoned(this.#estimate, local) - local - offsetAt(next, local) : 0
    this.#off = Math.abs(off) <= STEP ? off : 0
    this.#estimate = next
    this.#since = local
  }

  /** What is still to be made up of the way to the estimate. */
  #remaining(local: number): number {
    const madeUp = SLEW * Math.max(0, local - this.#since)
    return Math.sign(this.#off) * Math.max(0, Math.abs(this.#off) - madeUp)
  }

  #reckoned(known: Estimate, local: number): number {
    return local + offsetAt(known, local) + this.#remaining(local)
  }
}
