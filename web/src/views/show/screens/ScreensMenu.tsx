import { useSession } from '../../../react/useSession'
import { type ShowScreen, showPath } from '../../../routes'
import type { IconName } from '../../../ui/Icon'
import { IconButton } from '../../../ui/IconButton'
import { Menu, MenuItem, MenuSeparator } from '../../../ui/Menu'
import { useCall } from '../calling/CallContext'
import { useDesk } from '../DeskContext'
import { useScreen } from './screen'

interface Entry {
  readonly screen: ShowScreen
  readonly icon: IconName
  readonly label: string
  readonly description: string
  /** Whether it is for those alone who may call the show. */
  readonly calls?: true
}

const ENTRIES: readonly Entry[] = [
  { screen: 'plan', icon: 'columns', label: 'Run of show', description: 'Plan it, and follow it' },
  { screen: 'call', icon: 'arrow-right', label: 'Call', description: 'GO, standby and the running order', calls: true },
  { screen: 'crew', icon: 'cue', label: 'Crew', description: 'The next cue of your department' },
  { screen: 'timer', icon: 'clock', label: 'Stage timer', description: 'The time that is left, as large as it goes' },
  { screen: 'stage', icon: 'device', label: 'Backstage', description: 'What is on and what comes' },
]

/** What else a show can be seen as. */
export const ScreensMenu = () => {
  const { name } = useSession()
  const { mayCall } = useCall()
  const here = useScreen()
  const desk = useDesk()
  return (
    <Menu label="Screens" trigger={<IconButton icon="device" label="Screens" />}>
      {ENTRIES.filter(({ calls }) => mayCall || calls === undefined).map(({ screen, calls: _, ...entry }) => (
        <MenuItem key={screen} {...entry} isChosen={screen === here} href={showPath(name, screen)} />
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
