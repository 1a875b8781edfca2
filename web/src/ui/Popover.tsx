import type { ReactNode } from 'react'
import { Popover as AriaPopover, type PopoverProps } from 'react-aria-components'
import styles from './Popover.module.css'

interface Props extends Omit<PopoverProps, 'children' | 'className' | 'style'> {
  children: ReactNode
}

/** The sheet on which menus, choices and small panels lie. */
export const Popover = ({ children, offset = 4, ...props }: Props) => (
  <AriaPopover {...props} offset={offset} className={styles.popover ?? ''}>
    {children}
  </AriaPopover>
)
