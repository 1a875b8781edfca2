import { useSession } from '../../../react/useSession'
import { type ShowScreen, showPath } from '../../../routes'
import { Button } from '../../../ui/Button'
import type { IconName } from '../../../ui/Icon'
import { Menu, MenuItem, MenuSeparator } from '../../../ui/Menu'
import { useCall } from '../calling/CallContext'
import { useDesk } from '../DeskContext'
import { useScreen } from './screen'
import styles from './ScreensMenu.module.css'

interface Entry {
  readonly screen: ShowScreen
  readonly icon: IconName
  readonly label: string
  readonly description: string
  /** Whether it is for those alone who may call the show. */
  readonly calls?: true
  /** Whether there is nothing to see before the show has begun. */
  readonly begun?: true
}

const ENTRIES: readonly Entry[] = [
  { screen: 'plan', icon: 'columns', label: 'Run of show', description: 'Plan it, and follow it' },
  { screen: 'call', icon: 'arrow-right', label: 'Call', description: 'GO, standby and the running order', calls: true },
  { screen: 'crew', icon: 'cue', label: 'Crew', description: 'The next cue of your department' },
  { screen: 'timer', icon: 'clock', label: 'Stage timer', description: 'The time that is left, as large as it goes' },
  { screen: 'stage', icon: 'device', label: 'Backstage', description: 'What is on and what comes' },
  { screen: 'report', icon: 'sheet', label: 'How it went', description: 'Planned beside actual, to print or export', begun: true },
]

/** What else a show can be seen as. */
export const ScreensMenu = () => {
  const { name } = useSession()
  const { mayCall, state } = useCall()
  const hasBegun = state?.firstStartedAt != null
  const here = useScreen()
  const desk = useDesk()
  return (
    <Menu
      label="Screens"
      trigger={
        <Button tone="quiet" icon="device" aria-label="Screens">
          <span className={styles.word}>Screens</span>
        </Button>
      }
    >
      {ENTRIES.filter(({ calls, begun }) => (mayCall || calls === undefined) && (hasBegun || begun === undefined)).map(({ screen, icon, label, description }) => (
        <MenuItem key={screen} icon={icon} label={label} description={description} isChosen={screen === here} href={showPath(name, screen)} />
      ))}
      <MenuSeparator />
      <MenuItem
        icon="link"
        label="Set up a screen…"
        description="What a timer or a backstage screen shows: its address, as a code too"
        onAction={() => desk.dialog.set({ kind: 'screens' })}
      />
    </Menu>
  )
}
