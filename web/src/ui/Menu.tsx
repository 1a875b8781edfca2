import type { ReactElement, ReactNode } from 'react'
import {
  Header,
  Keyboard,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  MenuTrigger,
  Separator,
  Text,
  type MenuItemProps,
  type PopoverProps,
} from 'react-aria-components'
import { Icon, type IconName } from './Icon'
import { Kbd } from './Kbd'
import styles from './Menu.module.css'
import { Popover } from './Popover'

interface MenuProps {
  /** What the menu is about, for a screen reader. */
  label: string
  /** The button that opens it. */
  trigger: ReactElement
  placement?: NonNullable<PopoverProps['placement']>
  children: ReactNode
}

/** A button and the commands behind it. */
export const Menu = ({ label, trigger, placement = 'bottom end', children }: MenuProps) => (
  <MenuTrigger>
    {trigger}
    <Popover placement={placement}>
      <AriaMenu aria-label={label} className={styles.menu ?? ''}>
        {children}
      </AriaMenu>
    </Popover>
  </MenuTrigger>
)

interface ItemProps extends Omit<MenuItemProps, 'children' | 'className' | 'style' | 'textValue'> {
  label: string
  icon?: IconName
  description?: string
  /** E.g. "Mod+D", shown as the machine's own keys. */
  keys?: string
  tone?: 'plain' | 'danger'
  /** A tick in front: this one is chosen. */
  isChosen?: boolean
}

export const MenuItem = ({ label, icon, description, keys, tone = 'plain', isChosen, ...props }: ItemProps) => {
  const sign = isChosen === true ? 'check' : icon
  return (
    <AriaMenuItem {...props} textValue={label} className={styles.item ?? ''} data-tone={tone}>
      <span className={styles.sign}>{sign === undefined ? null : <Icon name={sign} size="small" />}</span>
      <span className={styles.words}>
        <Text slot="label">{isChosen === true ? <span>{label}</span> : label}</Text>
        {description === undefined ? null : (
          <Text slot="description" className={styles.description ?? ''}>
            {description}
          </Text>
        )}
      </span>
      {keys === undefined ? null : (
        <Keyboard className={styles.keys ?? ''}>
          <Kbd keys={keys} />
        </Keyboard>
      )}
    </AriaMenuItem>
  )
}

export const MenuSection = ({ title, children }: { title: string; children: ReactNode }) => (
  <AriaMenuSection className={styles.section ?? ''}>
    <Header className={styles.title ?? ''}>{title}</Header>
    {children}
  </AriaMenuSection>
)

export const MenuSeparator = () => <Separator className={styles.separator ?? ''} />
