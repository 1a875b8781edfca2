/**
 * The sounds of standby and GO: short, and told apart with the eyes shut. Standby is two soft low notes, GO one clear high
 * one that rises.
 *
 *   tones.wake()          within a press: browsers let nobody sound before
 *   tones.play('go')      nothing where the browser has no sound, or nobody has pressed anything yet
 *   tones.isAwake         a Readable: whether a sound would be heard now
 */
import { Cell, type Readable } from '../../../sync/readable'

interface Note {
  readonly from: number
  readonly to: number
  readonly begins: number
  readonly lasts: number
}

const MELODIES: Readonly<Record<'go' | 'standby', readonly Note[]>> = {
  standby: [
    { from: 440, to: 440, begins: 0, lasts: 0.14 },
    { from: 440, to: 440, begins: 0.22, lasts: 0.14 },
  ],
  go: [{ from: 880, to: 1175, begins: 0, lasts: 0.35 }],
}

/** Loud enough beside a desk, far from the loudest that a phone can. */
const LEVEL = 0.4
const EDGE = 0.015

const sound = (context: AudioContext, { from, to, begins, lasts }: Note): void => {
  const at = context.currentTime + begins
  const [voice, volume] = [context.createOscillator(), context.createGain()]
  voice.frequency.setValueAtTime(from, at)
  voice.frequency.linearRampToValueAtTime(to, at + lasts)
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(LEVEL, at + EDGE)
  volume.gain.setValueAtTime(LEVEL, at + lasts - EDGE)
  volume.gain.linearRampToValueAtTime(0, at + lasts)
  voice.connect(volume).connect(context.destination)
  voice.start(at)
  voice.stop(at + lasts)
}

export class Tones {
  readonly isAwake: Readable<boolean>
  readonly #isAwake = new Cell(false)
  #context: AudioContext | null = null

  constructor() {
    this.isAwake = this.#isAwake
  }

  async wake(): Promise<void> {
    if (typeof AudioContext === 'undefined') return
    if (this.#context === null) {
      this.#context = new AudioContext()
      this.#context.addEventListener('statechange', () => this.#isAwake.set(this.#context?.state === 'running'))
    }
    await this.#context.resume().catch(() => undefined)
    this.#isAwake.set(this.#context.state === 'running')
  }

  play(name: 'go' | 'standby'): void {
    const context = this.#context
    if (context?.state === 'running') for (const note of MELODIES[name]) sound(context, note)
  }
}

export const tones = new Tones()

const PATTERNS = { standby: [120, 90, 120], go: [450] } as const

/** Whether this device can vibrate at all; iPhones cannot from a page. */
export const canBuzz = (): boolean => typeof navigator.vibrate === 'function'
export const vibrate = (name: 'go' | 'standby'): void => void (canBuzz() && navigator.vibrate([...PATTERNS[name]]))
