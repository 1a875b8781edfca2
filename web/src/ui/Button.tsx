import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps, Link } from 'react-aria-components'
import styles from './Button.module.css'
import { Icon, type IconName } from './Icon'

export type ButtonTone = 'primary' | 'plain' | 'quiet' | 'danger'
export type ButtonSize = 'medium' | 'small'

interface Look {
  /** primary: the one next step; plain: a choice; quiet: without an edge until pointed at; danger: removes something. */
  tone?: ButtonTone
  size?: ButtonSize
  icon?: IconName
  children: ReactNode
}

export interface ButtonProps extends Look, Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  ref?: Ref<HTMLButtonElement>
}

const face = (icon: IconName | undefined, children: ReactNode) => (
  <>
    {icon === undefined ? null : <Icon name={icon} size="small" />}
    <span className={styles.label}>{children}</span>
  </>
)

/** A button says with a verb what it does. `isPending` keeps its place and shows that work is under way. */
export const Button = ({ tone = 'plain', size = 'medium', icon, children, ...props }: ButtonProps) => (
  <AriaButton {...props} className={styles.button ?? ''} data-tone={tone} data-size={size}>
    {face(icon, children)}
  </AriaButton>
)

/** A way to another place that looks like a button. */
export const LinkButton = ({ tone = 'plain', size = 'medium', icon, children, href }: Look & { href: string }) => (
  <Link href={href} className={styles.button ?? ''} data-tone={tone} data-size={size}>
    {face(icon, children)}
  </Link>
)
