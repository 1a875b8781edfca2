/** O10: messages that are one press away. */
import { expect, it } from 'vitest'
import { LONGEST_MESSAGE, MOST_PRESETS, presets, presetsIn } from './presets'

it('O10 there is something to say from the beginning', () => {
  expect(presets.get()).toEqual(['5 minutes', 'Wrap up', 'Please stop'])
})

it('O10 a list is one message on each line, none empty, none twice, none too long, and not too many', () => {
  expect(presetsIn('  5 minutes \n\nStop\n5 minutes\n')).toEqual(['5 minutes', 'Stop'])
  expect(presetsIn('')).toEqual([])
  expect(presetsIn('x'.repeat(500))[0]).toHaveLength(LONGEST_MESSAGE)
  expect(presetsIn(Array.from({ length: 40 }, (_, line) => `${line}`).join('\n'))).toHaveLength(MOST_PRESETS)
})
