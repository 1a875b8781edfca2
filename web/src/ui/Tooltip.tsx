import type { ReactElement, ReactNode } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger, type TooltipProps } from 'react-aria-components'
import styles from './Tooltip.module.css'

interface Props {
  /** What is said; the thing pointed at needs its own name all the same. */
  text: ReactNode
  placement?: NonNullable<TooltipProps['placement']>
  /** One thing that can take the focus. */
  children: ReactElement
}

/** Says a little more about the thing one points at or has focused. Never the only place something is said. */
export const Tooltip = ({ text, placement = 'bottom', children }: Props) => (
  <TooltipTrigger delay={500} closeDelay={60}>
    {children}
    <AriaTooltip className={styles.tooltip ?? ''} placement={placement} offset={6}>
      {text}
    </AriaTooltip>
  </TooltipTrigger>
)
