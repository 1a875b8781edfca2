/**
 * When the server is asked for conflicts: soon after there is a reason, seldom enough for everybody together.
 *
 *   const pace = new Pace(ask)
 *   pace.want('others')       there may be news; a reason that bears less delay overtakes one that bears more
 *   pace.now()                asks at once
 *   pace.show(isVisible)      a page that nobody sees does not ask; it asks when it is seen again
 *   pace.forget()             what was wanted is wanted no more
 *
 * Chance spreads the questions: whoever has the show open hears of a change in the same moment as all the others.
 */
interface Delay {
  /** At least this long after the last time, in ms. */
  readonly gap: number
  /** And up to so much longer, by chance. */
  readonly spread: number
}

export type Reason = 'hint' | 'own' | 'others'

const DELAYS: Readonly<Record<Reason, Delay>> = {
  // The server says that there is something.
  hint: { gap: 2_000, spread: 1_000 },
  // This person's own edit may have settled one.
  own: { gap: 2_000, spread: 1_000 },
  // Somebody changed something.
  others: { gap: 20_000, spread: 5_000 },
}

/** The server stores what it has just passed on. */
const BREATH = 300

export class Pace {
  readonly #ask: () => void
  readonly #chance: () => number
  #last = -Infinity
  #due: number | null = null
  #isSeen = true
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(ask: () => void, chance: () => number = Math.random) {
    this.#ask = ask
    this.#chance = chance
  }

  want(reason: Reason): void {
    const { gap, spread } = DELAYS[reason]
    const due = Math.max(Date.now() + BREATH, this.#last + gap) + spread * this.#chance()
    if (this.#due !== null && this.#due <= due) return
    this.#due = due
    this.#arm()
  }

  now(): void {
    this.forget()
    this.#last = Date.now()
    this.#ask()
  }

  show(isVisible: boolean): void {
    this.#isSeen = isVisible
    this.#arm()
  }

  forget(): void {
    this.#due = null
    this.#arm()
  }

  #arm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    const waits = this.#due !== null && this.#isSeen
    this.#timer = waits ? setTimeout(() => this.now(), Math.max(0, (this.#due ?? 0) - Date.now())) : null
  }
}
