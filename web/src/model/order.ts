/**
 * Ranks: short texts that sort rows, with room between any two, so that a move changes the moved row only.
 *
 *   rankBetween(lower | null, upper | null, chance) → rank
 *   ranksBetween(lower | null, upper | null, chances[]) → as many ascending ranks
 *   makeRoom(ranks, index, chances[]) → {drawn, moved}       the same inside a list, equal ranks and all
 *   isRank(text)
 *
 * A rank is a fraction between 0 and 1 in base 62, its digits after the point, never ending in "0": comparing the
 * strings compares the fractions. Chance (in [0, 1), used to 30 bits) picks within the middle half of a gap, so two
 * people who insert at the same place get different ranks (D6). The arithmetic is on integers and the same as the
 * server's, digit for digit (tests/vectors/ranks.json). Towards an open end (null) ranks go by steps of about 62⁻³.
 */
import { RANK_LIMIT, RANK_PATTERN } from './schema.gen'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const BASE = 62n
const WIDTH = 6
/** This many free numbers must be left for each rank to draw; otherwise one digit more is used. */
const ROOM = 64n
const STEP_DIGITS = 3
const CHANCE_BITS = 30n
const RANK = new RegExp(RANK_PATTERN)

export const isRank = (text: string): boolean => text.length <= RANK_LIMIT && RANK.test(text)

const numberOf = (rank: string, width: number): bigint => {
  let number = 0n
  for (const digit of rank.slice(0, width).padEnd(width, '0')) number = number * BASE + BigInt(DIGITS.indexOf(digit))
  return number
}

const rankOf = (number: bigint, width: number): string => {
  let digits = ''
  for (let rest = number, left = width; left > 0; left -= 1, rest /= BASE) digits = DIGITS.charAt(Number(rest % BASE)) + digits
  return digits.replace(/0+$/, '')
}

/** A part of the amount by chance: 0 … amount − 1. */
const share = (amount: bigint, chance: number): bigint =>
  (amount * BigInt(Math.floor(chance * 2 ** Number(CHANCE_BITS)))) >> CHANCE_BITS

/** One rank from the middle half of each of as many equal parts of the gap as there are chances. */
const spread = (lower: string | null, upper: string | null, chances: readonly number[]): string[] => {
  const count = BigInt(Math.max(1, chances.length))
  for (let width = WIDTH; ; width += 1) {
    const low = lower === null ? 0n : numberOf(lower, width)
    const high = upper === null ? BASE ** BigInt(width) : numberOf(upper, width)
    const part = (high - low - 1n) / count
    if (part < ROOM) continue
    return chances.map((chance, index) =>
      rankOf(low + 1n + part * BigInt(index) + part / 4n + share(part / 2n, chance), width),
    )
  }
}

const TOP = BASE ** BigInt(WIDTH)
const STEP = BASE ** BigInt(WIDTH - STEP_DIGITS)

const after = (lower: string | null, chance: number): string => {
  const from = lower === null ? TOP / 2n - STEP : numberOf(lower, WIDTH)
  const number = from + STEP / 2n + share(STEP, chance)
  return number < TOP ? rankOf(number, WIDTH) : (spread(lower, null, [chance])[0] ?? '')
}

const before = (upper: string, chance: number): string => {
  const number = numberOf(upper, WIDTH) - STEP / 2n - share(STEP, chance)
  return number > 0n ? rankOf(number, WIDTH) : (spread(null, upper, [chance])[0] ?? '')
}

const ranksAfter = (lower: string | null, chances: readonly number[]): string[] => {
  const ranks: string[] = []
  for (const chance of chances) ranks.push(after(ranks.at(-1) ?? lower, chance))
  return ranks
}

const ranksBefore = (upper: string, chances: readonly number[]): string[] => {
  const ranks: string[] = []
  for (const chance of [...chances].reverse()) ranks.unshift(before(ranks[0] ?? upper, chance))
  return ranks
}

const mustBeRank = (rank: string | null): void => {
  if (rank !== null && !isRank(rank)) throw new RangeError('not a rank: only 0-9, A-Z and a-z, the last one not 0')
}

export const ranksBetween = (lower: string | null, upper: string | null, chances: readonly number[]): string[] => {
  mustBeRank(lower)
  mustBeRank(upper)
  if (upper === null) return ranksAfter(lower, chances)
  if (lower === null) return ranksBefore(upper, chances)
  if (lower >= upper) throw new RangeError('there is nothing between two ranks that are not in order')
  return spread(lower, upper, chances)
}

export const rankBetween = (lower: string | null, upper: string | null, chance: number): string =>
  ranksBetween(lower, upper, [chance])[0] ?? ''

export interface Room {
  readonly drawn: readonly string[]
  /** New ranks, by index, for rows that must give way: mostly none. */
  readonly moved: ReadonlyMap<number, string>
}

const fit = (ranks: readonly string[]): boolean => ranks.every((rank) => rank.length <= RANK_LIMIT)
const evenly = (count: number): number[] => Array.from({ length: count }, () => 0.5)

const rankAnew = (rows: number, index: number, chances: readonly number[]): Room => {
  const ranks = ranksBetween(null, null, [...evenly(index), ...chances, ...evenly(rows - index)])
  const drawn = ranks.splice(index, chances.length)
  return { drawn, moved: new Map(ranks.entries()) }
}

/**
 * Ranks for new rows before row `index` of rows in order. When the rows around the place have equal ranks, or the
 * gap has become too narrow to be written, the rows that follow give way.
 */
export const makeRoom = (ranks: readonly string[], index: number, chances: readonly number[]): Room => {
  const lower = ranks[index - 1] ?? null
  const upper = ranks[index] ?? null
  const open = lower === null || upper === null || lower < upper
  const drawn = open ? ranksBetween(lower, upper, chances) : []
  if (open && fit(drawn)) return { drawn, moved: new Map() }
  const past = ranks.findIndex((rank, row) => row >= index && (lower === null || rank > lower))
  const end = past < 0 ? ranks.length : past
  const all = ranksBetween(lower, ranks[end] ?? null, [...chances, ...evenly(end - index)])
  if (!fit(all)) return rankAnew(ranks.length, index, chances)
  const given = all.slice(chances.length).map((rank, twin): [number, string] => [index + twin, rank])
  return { drawn: all.slice(0, chances.length), moved: new Map(given) }
}
