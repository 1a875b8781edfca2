import fc from 'fast-check'
import * as decoding from 'lib0/decoding'
import { describe, expect, test } from 'vitest'
import { type Event, EventReader, writePost } from './events'

const text = (event: Event): string => {
  if (event.kind === 'ask') return 'event: ask\ndata: are you there?\n\n'
  if (event.kind === 'close') return `event: close\ndata: ${JSON.stringify({ code: event.code, reason: event.reason })}\n\n`
  return `id: ${event.number}\ndata: ${Buffer.from(event.bytes).toString('base64')}\n\n`
}

const anEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constant('message' as const), number: fc.nat(), bytes: fc.uint8Array().map((bytes) => new Uint8Array(bytes)) }),
  fc.record({ kind: fc.constant('close' as const), code: fc.nat(5000), reason: fc.string() }),
  fc.constant({ kind: 'ask' as const }),
)

describe('W11 events', () => {
  test('are read alike however the network cuts them, comments left out', () => {
    fc.assert(
      fc.property(fc.array(anEvent), fc.array(fc.nat(40), { minLength: 1 }), (events, cuts) => {
        const whole = `:   \n\n${events.map(text).join(':\n\n')}`
        const reader = new EventReader()
        const heard: Event[] = []
        for (let [at, cut] = [0, 0]; at < whole.length; cut += 1) {
          const next = at + 1 + (cuts[cut % cuts.length] ?? 0)
          heard.push(...reader.feed(whole.slice(at, next)))
          at = next
        }
        expect(heard).toEqual(events)
      }),
    )
  })

  test('a large one in thousands of pieces takes no longer than its size', () => {
    const event: Event = { kind: 'message', number: 1, bytes: new Uint8Array(8_000_000).fill(7) }
    const reader = new EventReader()
    const whole = text(event)
    const heard: Event[] = []
    for (let at = 0; at < whole.length; at += 2_000) heard.push(...reader.feed(whole.slice(at, at + 2_000)))
    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatchObject({ kind: 'message', number: 1 })
  })
})

test('W11 a post is numbers and frames, as the server reads them', () => {
  const frames = [Uint8Array.of(1, 2), new Uint8Array(300)]
  const decoder = decoding.createDecoder(writePost(129, 7, frames))
  expect([decoding.readVarUint(decoder), decoding.readVarUint(decoder)]).toEqual([129, 7])
  expect([decoding.readVarUint8Array(decoder), decoding.readVarUint8Array(decoder)]).toEqual(frames)
  expect(decoding.hasContent(decoder)).toBe(false)
})
