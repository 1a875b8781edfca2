import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps } from 'react-aria-components'
import { Icon, type IconName } from './Icon'
import styles from './IconButton.module.css'
import { Tooltip } from './Tooltip'

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'className' | 'style' | 'aria-label'> {
  icon: IconName
  /** The name for a screen reader, and the tooltip. */
  label: string
  /** Something after the label in the tooltip, e.g. `<Kbd keys="Mod+D" />`. */
  hint?: ReactNode
  size?: 'medium' | 'small'
  ref?: Ref<HTMLButtonElement>
}

/** A sign one can press; its word is in the tooltip and in its accessible name. */
export const IconButton = ({ icon, label, hint, size = 'medium', ...props }: IconButtonProps) => (
  <Tooltip
    text={
      <span className={styles.tip}>
        {label} {hint}
      </span>
    }
  >
    <AriaButton {...props} aria-label={label} className={styles.button ?? ''} data-size={size}>
      <Icon name={icon} />
    </AriaButton>
  </Tooltip>
)
