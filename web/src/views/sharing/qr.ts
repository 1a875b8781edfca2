/**
 * A QR code as one path, drawn in units of its squares; black on white by whoever draws it, for a camera reads
 * nothing else as well.
 */
import { encode } from 'uqr'

export interface QrCode {
  /** Squares at a side, with the quiet border of four that the standard asks for. */
  readonly size: number
  readonly path: string
}

/** With a quarter of it dirty or torn (level Q) it can still be read; there are always so few squares in a link. */
export const qrOf = (text: string): QrCode => {
  const { data, size } = encode(text, { ecc: 'Q', border: 4 })
  const runs = data.flatMap((row, y) => runsIn(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`))
  return { size, path: runs.join('') }
}

/** Where the black squares of a row begin, and how many stand together. */
const runsIn = (row: readonly boolean[]): [number, number][] => {
  const runs: [number, number][] = []
  for (const [x, isBlack] of row.entries()) {
    const last = runs.at(-1)
    if (!isBlack) continue
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1
    else runs.push([x, 1])
  }
  return runs
}
