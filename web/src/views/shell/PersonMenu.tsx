import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { useReadable } from '../../react/useDoc'
import { changeTheme } from '../../api/people'
import { isAccount } from '../../api/standing'
import { visit } from '../../api/visit'
import { serverPath, signInPath } from '../../routes'
import { displayName, person } from '../../sync/person'
import { chooseTheme, theme, THEMES, type Theme } from '../../theme'
import { Avatar } from '../../ui/Avatar'
import type { IconName } from '../../ui/Icon'
import { Menu, MenuItem, MenuSection } from '../../ui/Menu'
import type { OneselfDialogName } from '../entering/oneself/index'
import { MissingDialog } from './Missing'
import { part } from './part'
import { PersonDialog } from './PersonDialog'
import styles from './PersonMenu.module.css'

const THEME_WORDS: Record<Theme, { label: string; icon: IconName }> = {
  system: { label: 'Like this device', icon: 'system' },
  dark: { label: 'Dark', icon: 'moon' },
  light: { label: 'Light', icon: 'sun' },
}

const Oneself = part(() => import('../entering/oneself/index'), { missing: MissingDialog })

/** After the first screen and the first document have come. */
const READY_MS = 5_000

type Shown = OneselfDialogName | 'naming' | null

/** What one can do about oneself: on an open server a name, else what the account or the link allows. */
type Kind = 'account' | 'guest' | 'stranger' | 'open' | 'knows-password' | 'outside'

const itemsFor = (kind: Kind, show: (shown: Shown) => void) => {
  const naming = <MenuItem key="naming" icon="person" label="Change your name or colour…" onAction={() => show('naming')} />
  const notices = <MenuItem key="notifications" icon="bell" label="Notifications…" onAction={() => show('notifications')} />
  const signIn = <MenuItem key="sign-in" icon="key" label="Sign in" href={signInPath(location.pathname)} />
  const signOut = <MenuItem key="sign-out" icon="lock" label="Sign out…" onAction={() => show('sign-out')} />
  switch (kind) {
    case 'open':
      return [naming, notices]
    case 'outside':
      return []
    case 'knows-password':
      return [naming, notices, signOut]
    case 'stranger':
      return [signIn]
    case 'guest':
      return [naming, notices, signIn, signOut]
    case 'account':
      return [
        <MenuItem key="account" icon="person" label="My account…" onAction={() => show('account')} />,
        notices,
        <MenuItem key="devices" icon="device" label="Where I’m signed in…" onAction={() => show('devices')} />,
        <MenuItem key="tokens" icon="key" label="Tokens for programs…" onAction={() => show('tokens')} />,
        signOut,
      ]
  }
}

const useKind = (): Kind => {
  const { me } = useReadable(visit)
  if (me?.mode === 'password') return me.visitor === null ? 'outside' : 'knows-password'
  return me === null || me.mode === 'open' ? 'open' : (me.visitor?.kind ?? 'stranger')
}

/** Here at once, and on one's other devices when the server has heard of it. */
const chooseLook = (choice: Theme): void => {
  chooseTheme(choice)
  if (isAccount(visit.get().me)) changeTheme(choice).then((told) => visit.take(told), () => undefined)
}

/** When the browser has nothing else to do: also who has just lost the server signs out, or looks for what is not saved. */
const useReady = (): void => {
  useEffect(() => {
    const timer = setTimeout(() => void Oneself.fetch(), READY_MS)
    return () => clearTimeout(timer)
  }, [])
}

/** Who one is, what one is told, and how the app looks for this person. */
export const PersonMenu = () => {
  const me = useReadable(person)
  const chosen = useReadable(theme)
  const [shown, show] = useState<Shown>(null)
  const kind = useKind()
  useReady()
  const name = kind === 'stranger' || kind === 'outside' ? 'Not signed in' : displayName(me)
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
        {kind === 'outside' ? null : <MenuSection title={name}>{itemsFor(kind, show)}</MenuSection>}
        <MenuSection title="Look">
          {THEMES.map((choice) => (
            <MenuItem
              key={choice}
              {...THEME_WORDS[choice]}
              isChosen={choice === chosen}
              onAction={() => chooseLook(choice)}
            />
          ))}
        </MenuSection>
        <MenuSection title="Callboard">
          <MenuItem icon="device-check" label="About the server" href={serverPath()} />
        </MenuSection>
      </Menu>
      {shown === 'naming' ? <PersonDialog title="You" onClose={() => show(null)} /> : null}
      {shown === null || shown === 'naming' ? null : (
        <Oneself dialog={shown} onClose={() => show(null)} />
      )}
    </>
  )
}
