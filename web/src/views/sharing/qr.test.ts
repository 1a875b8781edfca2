import { expect, it } from 'vitest'
import { encode } from 'uqr'
import { qrOf } from './qr'

const ADDRESS = 'http://192.168.1.20:8765/join#cbs_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG'

/** The black squares that a path covers, as "x,y". */
const squaresOf = (path: string): Set<string> => {
  const found = new Set<string>()
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let step = 0; step < Number(length); step += 1) found.add(`${Number(x) + step},${y}`)
  return found
}

it('U12 the path covers exactly the black squares of the code', () => {
  const { size, path } = qrOf(ADDRESS)
  const { data } = encode(ADDRESS, { ecc: 'Q', border: 4 })
  const black = data.flatMap((row, y) => row.flatMap((isBlack, x) => (isBlack ? [`${x},${y}`] : [])))
  expect(size).toBe(data.length)
  expect(squaresOf(path)).toEqual(new Set(black))
})

it('a border of four squares stays white around it', () => {
  const { size, path } = qrOf(ADDRESS)
  const edges = [...squaresOf(path)].map((square) => square.split(',').map(Number) as [number, number])
  expect(Math.min(...edges.flat())).toBe(4)
  expect(Math.max(...edges.flat())).toBe(size - 5)
})
