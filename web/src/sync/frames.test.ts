import { expect, test } from 'vitest'
import { frameOf } from './frames'

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))

/** Frames as the provider and a server exchange them about the document "d1". */
test.each([
  ['everything', '', '026431 00 01 02 0000'],
  ['edit', '', '026431 00 02 0c 010101000401017802686900'],
  ['other', '', '026431 00 00 01 00'],
  ['other', '', '026431 01 06 010100027b7d'],
  ['stored', '', '026431 08 01'],
  ['not-stored', '', '026431 08 00'],
  ['admitted', 'read-write', '026431 02 02 0a 726561642d7772697465'],
  ['denied', 'no', '026431 02 01 02 6e6f'],
  ['other', '', '026431 02 00 01 74'],
  ['closed', 'bye', '026431 07 03 627965'],
])('%s %s', (says, words, hex) => {
  expect(frameOf(bytes(hex))).toEqual({ key: 'd1', says, words })
})

const stateless = (text: string): Uint8Array => bytes(`026431 05 ${Buffer.from([text.length]).toString('hex')} ${Buffer.from(text).toString('hex')}`)

test.each([
  ['refusal', 'Full.', '{"callboard": "refused", "sentence": "Full."}'],
  ['warning', 'Soon.', '{"callboard": "warning", "sentence": "Soon."}'],
  ['other', '', '{"callboard": "something new", "sentence": "x"}'],
  ['other', '', '{"callboard": "warning", "sentence": 1}'],
  ['other', '', '{"of": "another program"}'],
  ['other', '', 'null'],
])('L2 what the server tells in words: %s %s', (says, words, text) => {
  expect(frameOf(stateless(text))).toEqual({ key: 'd1', says, words })
})

test('a text beside the document that is no JSON is somebody else’s', () => {
  expect(frameOf(stateless('hello'))).toBeNull()
})

test.each([['a ping', '09'], ['nothing', ''], ['half a name', '0a6431'], ['a name only', '026431'], ['an endless number', '026431 00 ffffffffffffffffffffff']])(
  'what cannot be read is no frame: %s',
  (_, hex) => {
    expect(frameOf(bytes(hex))).toBeNull()
  },
)
