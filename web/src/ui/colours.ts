/**
 * The eight colours that a segment or a person can have; the values are in styles/themes.css.
 */
export const COLOURS = ['red', 'amber', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink'] as const
export type Colour = (typeof COLOURS)[number]

/** "none", and whatever a stranger's program sends, is no colour. */
export const isColour = (value: string): value is Colour => (COLOURS as readonly string[]).includes(value)

export const colourOf = (value: string): string => (isColour(value) ? `var(--segment-${value})` : 'var(--text-faint)')

export const washOf = (value: string): string => (isColour(value) ? `var(--segment-${value}-wash)` : 'transparent')
