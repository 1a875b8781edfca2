import { colourOf, isColour } from './colours'
import styles from './Swatch.module.css'

/** A drop of one of the eight colours; "none" is an empty ring. Decoration: the colour's name is said beside it. */
export const Swatch = ({ colour }: { colour: string }) => (
  <span className={styles.swatch} data-empty={isColour(colour) ? undefined : true} style={{ '--drop': colourOf(colour) }} aria-hidden />
)
