/**
 * Tells a server that takes its time from one that has stopped answering, though its socket is still open.
 *
 *   const silence = new Silence(listener)
 *   silence.note(waiting, answers)     is an answer due, and how many have come so far; told after everything that happens
 *   silence.lasts                      nothing has come for PATIENCE, though something was due all the time
 */
export const PATIENCE = 5_000

export class Silence {
  readonly #changed: () => void
  #timer: ReturnType<typeof setTimeout> | null = null
  #answers = 0
  #lasts = false

  constructor(changed: () => void) {
    this.#changed = changed
  }

  get lasts(): boolean {
    return this.#lasts
  }

  note(waiting: boolean, answers: number): void {
    if (!waiting || answers !== this.#answers) this.#break()
    this.#answers = answers
    if (waiting && !this.#lasts) this.#timer ??= setTimeout(this.#notice, PATIENCE)
  }

  close(): void {
    this.#break()
  }

  readonly #notice = (): void => {
    this.#timer = null
    this.#lasts = true
    this.#changed()
  }

  #break(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#lasts = false
  }
}
