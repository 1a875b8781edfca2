import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useReadable } from '../../react/useDoc'
import { serverPath } from '../../routes'
import { displayName, person } from '../../sync/person'
import { chooseTheme, theme, THEMES, type Theme } from '../../theme'
import { Avatar } from '../../ui/Avatar'
import type { IconName } from '../../ui/Icon'
import { Menu, MenuItem, MenuSection } from '../../ui/Menu'
import { PersonDialog } from './PersonDialog'
import styles from './PersonMenu.module.css'

const THEME_WORDS: Record<Theme, { label: string; icon: IconName }> = {
  system: { label: 'Like this device', icon: 'system' },
  dark: { label: 'Dark', icon: 'moon' },
  light: { label: 'Light', icon: 'sun' },
}

/** Who one is, and how the app looks for this person. */
export const PersonMenu = () => {
  const me = useReadable(person)
  const chosen = useReadable(theme)
  const [isNaming, setNaming] = useState(false)
  const name = displayName(me)
  return (
    <>
      <Menu
        label="You"
        trigger={
          <Button className={styles.me ?? ''} aria-label={`${name}: your name and the look of the app`}>
            <Avatar name={me.name} colour={me.colour} />
          </Button>
        }
      >
        <MenuSection title={name}>
          <MenuItem icon="person" label="Change your name or colour…" onAction={() => setNaming(true)} />
        </MenuSection>
        <MenuSection title="Look">
          {THEMES.map((choice) => (
            <MenuItem
              key={choice}
              {...THEME_WORDS[choice]}
              isChosen={choice === chosen}
              onAction={() => chooseTheme(choice)}
            />
          ))}
        </MenuSection>
        <MenuSection title="Callboard">
          <MenuItem icon="device-check" label="About the server" href={serverPath()} />
        </MenuSection>
      </Menu>
      {isNaming ? <PersonDialog title="You" onClose={() => setNaming(false)} /> : null}
    </>
  )
}
