import styles from './Avatar.module.css'
import { colourOf } from './colours'
import { Icon } from './Icon'
import { initials } from './initials'
import { Tooltip } from './Tooltip'
import { Focusable } from 'react-aria-components'

interface AvatarProps {
  name: string
  /** One of the eight; see colours.ts. */
  colour: string
  size?: 'medium' | 'small'
}

/** A person as a disc of their colour with their initials. Decoration: the name is said beside it. */
export const Avatar = ({ name, colour, size = 'medium' }: AvatarProps) => (
  <span className={styles.avatar} data-size={size} style={{ '--person': colourOf(colour) }} aria-hidden>
    {initials(name) || <Icon name="person" size="small" />}
  </span>
)

export interface Someone {
  id: string
  name: string
  colour: string
}

/** Who is here: up to `most` discs, then a number. The names are in the tooltip and read aloud as one list. */
export const Avatars = ({ people, most = 5 }: { people: readonly Someone[]; most?: number }) => {
  const names = people.map((person) => person.name).join(', ')
  if (people.length === 0) return null
  return (
    <Tooltip text={names}>
      <Focusable>
        <span role="img" aria-label={`Also here: ${names}`} className={styles.avatars} tabIndex={0}>
          {people.slice(0, most).map((person) => (
            <Avatar key={person.id} {...person} size="small" />
          ))}
          {people.length > most ? <span className={styles.rest}>+{people.length - most}</span> : null}
        </span>
      </Focusable>
    </Tooltip>
  )
}
