/** Custom properties are how a component hands a value to its style sheet. */
export type CustomProperty = `--${string}`

declare module 'react' {
  interface CSSProperties {
    [property: CustomProperty]: string | number
  }
}
