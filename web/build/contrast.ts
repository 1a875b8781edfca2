/** How well one colour can be read on another, as WCAG 2 measures it: 1 (not at all) … 21 (black on white). */
export const contrast = (a: string, b: string): number => {
  const [bright, dark] = [luminance(a), luminance(b)].sort((one, other) => other - one) as [number, number]
  return (bright + 0.05) / (dark + 0.05)
}

// "#rrggbb" only: the tokens are written so.
const luminance = (hex: string): number => {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
