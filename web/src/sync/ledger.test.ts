import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { Ledger } from './ledger'

/** Connects, hands over everything that is there, and has it acknowledged. */
const greeted = (): Ledger => {
  const ledger = new Ledger()
  ledger.opened()
  ledger.sent('everything')
  ledger.answered(true)
  return ledger
}

describe('U3 the books', () => {
  test('an edit is saved when the server has answered for it, not when it was sent', () => {
    const ledger = greeted()
    expect(ledger.settled).toBe(true)
    ledger.edited()
    ledger.sent('edit')
    expect([ledger.pending, ledger.settled]).toEqual([1, false])
    ledger.answered(true)
    expect([ledger.pending, ledger.settled]).toEqual([0, true])
  })

  test('each answer is for the oldest message', () => {
    const ledger = greeted()
    for (let edit = 0; edit < 3; edit += 1) {
      ledger.edited()
      ledger.sent('edit')
    }
    ledger.answered(true)
    expect(ledger.pending).toBe(2)
    ledger.answered(true)
    expect(ledger.pending).toBe(1)
  })

  test('after a lost connection nothing unanswered counts, until everything was handed over anew', () => {
    const ledger = greeted()
    ledger.edited()
    ledger.sent('edit')
    ledger.lost()
    ledger.edited()
    expect([ledger.pending, ledger.settled]).toEqual([2, false])
    ledger.opened()
    ledger.sent('edit') // something older slips out first: its answer says nothing about the other edits
    ledger.answered(true)
    expect([ledger.pending, ledger.settled]).toEqual([2, false])
    ledger.sent('everything')
    ledger.answered(true)
    expect([ledger.pending, ledger.settled]).toEqual([0, true])
  })

  test('an answer that comes after the connection was lost is nobody’s', () => {
    const ledger = greeted()
    ledger.edited()
    ledger.sent('edit')
    ledger.lost()
    ledger.answered(true)
    expect(ledger.pending).toBe(1)
  })

  test('a new connection is not settled before everything was handed over, even when nothing is pending', () => {
    const ledger = greeted()
    ledger.lost()
    ledger.opened()
    expect([ledger.pending, ledger.settled]).toEqual([0, false])
  })

  test('an edit made while everything is on its way waits for its own answer', () => {
    const ledger = new Ledger()
    ledger.edited()
    ledger.opened()
    ledger.sent('everything')
    ledger.edited()
    ledger.sent('edit')
    ledger.answered(true)
    expect([ledger.pending, ledger.settled]).toEqual([1, false])
    ledger.answered(true)
    expect(ledger.settled).toBe(true)
  })

  test('a refusal stops the counting until everything is taken on another connection', () => {
    const ledger = greeted()
    ledger.edited()
    ledger.sent('edit')
    ledger.edited()
    ledger.sent('edit')
    ledger.answered(false)
    ledger.answered(true)
    expect([ledger.pending, ledger.refused, ledger.settled]).toEqual([2, true, false])
    ledger.lost()
    ledger.opened()
    ledger.sent('everything')
    ledger.answered(true)
    expect([ledger.pending, ledger.refused, ledger.settled]).toEqual([0, false, true])
  })

  test('when everything is taken after refusals, each is answered once more, and no later edit counts too early', () => {
    const ledger = greeted()
    for (const _ of [1, 2, 3]) {
      ledger.edited()
      ledger.sent('edit')
      ledger.answered(false)
    }
    ledger.sent('everything')
    ledger.edited()
    ledger.sent('edit')
    ledger.answered(true)
    expect([ledger.pending, ledger.refused, ledger.settled]).toEqual([1, false, false])
    ledger.answered(true)
    ledger.answered(true)
    expect([ledger.pending, ledger.settled]).toEqual([1, false])
    ledger.answered(true)
    expect([ledger.pending, ledger.settled]).toEqual([0, true])
  })

  test('what another window brought counts, but never more than was made', () => {
    const ledger = new Ledger()
    ledger.edited()
    ledger.edited()
    ledger.savedElsewhere(1)
    expect(ledger.pending).toBe(1)
    ledger.savedElsewhere(9)
    expect(ledger.pending).toBe(0)
    ledger.savedElsewhere(0)
    expect(ledger.pending).toBe(0)
  })

  test('what is no edit needs no answer', () => {
    const ledger = greeted()
    ledger.sent('other')
    expect([ledger.unanswered, ledger.settled]).toEqual([0, true])
  })

  test('it tells when it changed', () => {
    const changed = vi.fn()
    new Ledger(changed).edited()
    expect(changed).toHaveBeenCalledTimes(1)
  })
})

type Happening = 'edit' | 'answer' | 'cut' | 'connect' | 'hand over'
const happenings = fc.array(fc.constantFrom<Happening>('edit', 'edit', 'answer', 'answer', 'cut', 'connect', 'hand over'), { maxLength: 60 })

test('U3 whatever happens, the books never say saved of an edit that the server does not have on its disk', () => {
  fc.assert(
    fc.property(happenings, (story) => {
      const ledger = new Ledger()
      const disk = new Set<number>()
      let made = 0
      let line: number[][] | null = null // what each unanswered message carries
      const all = (): number[] => Array.from({ length: made }, (_, edit) => edit)
      const tell: Readonly<Record<Happening, () => void>> = {
        edit: () => {
          ledger.edited()
          made += 1
          line?.push([made - 1])
          if (line !== null) ledger.sent('edit')
        },
        answer: () => {
          const carried = line?.shift()
          if (carried === undefined) return
          carried.forEach((edit) => disk.add(edit))
          ledger.answered(true)
        },
        cut: () => {
          line = null
          ledger.lost()
        },
        connect: () => {
          line = []
          ledger.opened()
        },
        'hand over': () => {
          if (line === null) return
          line.push(all())
          ledger.sent('everything')
        },
      }
      for (const happening of story) {
        tell[happening]()
        expect(disk.size).toBeGreaterThanOrEqual(ledger.saved)
        expect(all().slice(0, ledger.saved).every((edit) => disk.has(edit))).toBe(true)
        if (ledger.settled) expect(disk.size).toBe(made)
      }
    }),
    { numRuns: 500 },
  )
})
