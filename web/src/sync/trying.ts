/**
 * How often something is tried again over a network that fails now and then, and when it is given up.
 *
 *   pauseAfter(tries) · PATIENCE       milliseconds
 *   await wait(pause)                  gives back the pause
 *   await faultIn(response)            what the server, or something before it, had against a request
 */
export const PATIENCE = 3_000
const FIRST_PAUSE = 250

export interface Fault {
  /** A close code, as a WebSocket has them. */
  readonly code: number
  readonly reason: string
  /** Whether trying again would not help. */
  readonly isFinal: boolean
}

export const pauseAfter = (tries: number): number => Math.min(FIRST_PAUSE * 2 ** tries, PATIENCE)

export const wait = (pause: number): Promise<number> => new Promise((resolve) => setTimeout(() => resolve(pause), pause))

export const UNREACHED: Fault = { code: 1006, reason: 'The server cannot be reached.', isFinal: false }

/** A proxy may answer in the server's place, with anything at all: what is not understood is tried again. */
export const faultIn = async (response: Response): Promise<Fault> => {
  try {
    const { error } = (await response.json()) as { error: { code: string; message: string; close?: number } }
    const isFinal = response.status < 500 && response.status !== 429
    return { code: error.close ?? 1006, reason: error.message, isFinal }
  } catch {
    return { code: 1006, reason: `The server was not reached; something answered ${response.status}.`, isFinal: false }
  }
}
