import { expect, it } from 'vitest'
import { initials } from './initials'

it.each([
  ['Ana Lima', 'AL'],
  ['  bela  ', 'B'],
  ['Jean Luc de la Tour', 'JT'],
  ['Åsa Öberg', 'ÅÖ'],
  ['(Sam) Okafor', 'SO'],
  ['李 小龍', '李小'],
  ['👩‍🚀', '👩‍🚀'],
  ['', ''],
])('initials of %j are %j', (name, letters) => {
  expect(initials(name)).toBe(letters)
})
