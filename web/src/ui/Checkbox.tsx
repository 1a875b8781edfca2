import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox, type CheckboxProps } from 'react-aria-components'
import styles from './Checkbox.module.css'
import { Icon } from './Icon'

interface Props extends Omit<CheckboxProps, 'children' | 'className' | 'style'> {
  /** Without children, give an `aria-label`. */
  children?: ReactNode
}

/** A box to tick. */
export const Checkbox = ({ children, ...props }: Props) => (
  <AriaCheckbox {...props} className={styles.checkbox ?? ''}>
    {({ isSelected, isIndeterminate }) => (
      <>
        <span className={styles.box}>
          {isIndeterminate ? <span className={styles.dash} /> : isSelected ? <Icon name="check" size="small" /> : null}
        </span>
        {children === undefined ? null : <span>{children}</span>}
      </>
    )}
  </AriaCheckbox>
)
