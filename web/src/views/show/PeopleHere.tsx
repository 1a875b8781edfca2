import { Button } from 'react-aria-components'
import { usePresence } from '../../react/useSession'
import type { Present } from '../../sync/presence'
import { Avatar } from '../../ui/Avatar'
import { Menu, MenuItem } from '../../ui/Menu'
import { useDesk } from './DeskContext'
import type { ShowDesk } from './desk'
import styles from './PeopleHere.module.css'
import { columnOf } from './columns'
import { count, quoted } from './words'

const SHOWN = 4
/** A menu keeps the focus until it has faded, in ms. */
const MENU_GONE = 180

/** Where somebody is, in words. */
const whereabouts = (desk: ShowDesk, { places }: Present): string => {
  const [place] = places
  if (!place) return 'Looking on'
  const segment = desk.show.segments[place.id]
  if (segment) return `In ${quoted(segment.name)}`
  const cue = desk.show.cues[place.id]
  return cue ? `In the cue ${quoted(cue.label)}` : 'Looking on'
}

const goTo = (desk: ShowDesk, { places }: Present): void => {
  const [place] = places
  const record = place && desk.recordOf(place.id)
  if (!place || !record) return
  setTimeout(() => desk.visit({ row: place.id, column: columnOf(record, place.field) }), MENU_GONE)
}

/** Who else is here. Choosing somebody goes to the cell where they are. */
export const PeopleHere = () => {
  const desk = useDesk()
  const people = usePresence()
  if (people.length === 0) return null
  const names = people.map((person) => person.name).join(', ')
  return (
    <Menu
      label="People here"
      trigger={
        <Button
          className={styles.people ?? ''}
          aria-label={`${count(people.length, 'other person', 'other people')} here: ${names}`}
        >
          {people.slice(0, SHOWN).map((person) => (
            <Avatar key={person.id} name={person.name} colour={person.colour} size="small" />
          ))}
          {people.length > SHOWN ? <span className={styles.more}>+{people.length - SHOWN}</span> : null}
        </Button>
      }
    >
      {people.map((person) => (
        <MenuItem
          key={person.id}
          label={person.name}
          icon="person"
          description={whereabouts(desk, person)}
          // Once the menu has let go of the focus.
          onAction={() => setTimeout(() => goTo(desk, person))}
        />
      ))}
    </Menu>
  )
}
