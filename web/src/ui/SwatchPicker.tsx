import { Label, Radio, RadioGroup } from 'react-aria-components'
import { colourOf } from './colours'
import styles from './SwatchPicker.module.css'

interface Props<C extends string> {
  label: string
  labelHidden?: boolean
  /** Of the eight, and "none". */
  colours: readonly C[]
  value: C
  onChange: (colour: C) => void
}

/** A row of colours to choose from; arrow keys move, the chosen one has a ring, each has its name. */
export const SwatchPicker = <C extends string>({ label, labelHidden, colours, value, onChange }: Props<C>) => (
  <RadioGroup
    value={value}
    onChange={(colour) => onChange(colour as C)}
    orientation="horizontal"
    className={styles.picker ?? ''}
    {...(labelHidden === true ? { 'aria-label': label } : {})}
  >
    {labelHidden === true ? null : <Label className={styles.label ?? ''}>{label}</Label>}
    <div className={styles.swatches}>
      {colours.map((colour) => (
        <Radio key={colour} value={colour} aria-label={colour} className={styles.swatch ?? ''}>
          <span className={styles.drop} data-none={colour === 'none' ? true : undefined} style={{ '--drop': colourOf(colour) }} />
        </Radio>
      ))}
    </div>
  </RadioGroup>
)
