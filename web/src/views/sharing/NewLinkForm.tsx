import { type FormEvent, useState } from 'react'
import { type DocumentEntry, sentenceOf } from '../../api'
import type { RoleRights } from '../../api/members'
import type { NewShare } from '../../api/sharing'
import { mayGive } from '../../api/standing'
import { Button } from '../../ui/Button'
import { ErrorNote } from '../../ui/ErrorNote'
import { Field } from '../../ui/Field'
import { Select, type SelectOption } from '../../ui/Select'
import { useRoles } from '../people/useRoles'
import type { Made } from './MadeLink'
import styles from './NewLinkForm.module.css'
import { type Place, withShows } from './places'
import { ownShow, ShowChoice, useShowsOf } from './ShowChoice'
import { daysOf, type End, ENDS, MOST_DAYS, roleName, shareOf } from './words'

interface Props {
  places: readonly Place[]
  make: (place: Place, share: NewShare) => Promise<Omit<Made, 'place'>>
  onMade: (made: Made) => void
}

/** The roles that a link can give, as far as one has them oneself. */
const optionsOf = (roles: readonly RoleRights[], own: readonly string[]): readonly SelectOption<string>[] =>
  roles
    .filter(({ by_link, rights }) => by_link && mayGive(own, rights))
    .map(({ role, about }) => ({ id: role, label: roleName(role), description: about }))

const PLACES = { show: 'This show', several: 'Some shows of', workspace: 'Every show of' } as const
const LEAST = 2

const placeOptions = (places: readonly Place[]): readonly SelectOption<Place['id']>[] =>
  places.map(({ id, title }) =>
    id === 'show'
      ? { id, label: PLACES.show }
      : { id, label: `${PLACES[id]} ${title}`, description: id === 'several' ? 'Those that you choose, and no others.' : 'Those that are made later too.' },
  )

/** What was chosen of the shows that can be, in their order. */
const chosenOf = (shows: readonly DocumentEntry[], chosen: ReadonlySet<string>): readonly DocumentEntry[] => shows.filter(({ name }) => chosen.has(name))

/** What a new link opens and gives, to whom, and for how long. */
export const NewLinkForm = ({ places: all, make, onMade }: Props) => {
  const roles = useRoles()
  const shows = useShowsOf(all)
  const places = shows.length < LEAST ? all.filter(({ id }) => id !== 'several') : all
  const [placeId, setPlace] = useState(places[0]?.id ?? 'show')
  const place = places.find(({ id }) => id === placeId)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => ownShow(all))
  const several = placeId === 'several' ? chosenOf(shows, chosen) : []
  const [role, setRole] = useState('crew')
  const [label, setLabel] = useState('')
  const [end, setEnd] = useState<End>('week')
  const [typedDays, setTypedDays] = useState('14')
  const [passphrase, setPassphrase] = useState('')
  const [isMaking, setMaking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const days = daysOf(end, typedDays)
  const choose = (next: ReadonlySet<string>): void => {
    setChosen(next)
    setProblem(null)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (days === undefined || place === undefined) return
    if (placeId === 'several' && several.length === 0) return setProblem('Choose at least one show that it opens.')
    setMaking(true)
    setProblem(null)
    try {
      const share = shareOf({ role, label, days, passphrase, documents: several.map(({ name }) => name) })
      onMade({ ...(await make(place, share)), place: placeId === 'several' ? withShows(place, several.map(({ title }) => title)) : place })
    } catch (error) {
      setProblem(sentenceOf(error))
      setMaking(false)
    }
  }
  return (
    <form className={styles.form} aria-label="New link" onSubmit={(event) => void submit(event)}>
      <p className={styles.hint}>Whoever has the link comes in without an account, until you revoke it.</p>
      <div className={styles.fields}>
        {places.length > 1 ? <Select label="The link opens" options={placeOptions(places)} value={placeId} onChange={setPlace} /> : null}
        <Select label="They come in as" options={optionsOf(roles?.roles ?? [], place?.rights ?? [])} value={role} onChange={setRole} />
        <Select label="The link ends after" options={ENDS} value={end} onChange={setEnd} />
        {end === 'days' ? (
          <Field
            label="How many days"
            value={typedDays}
            onChange={setTypedDays}
            inputMode="numeric"
            error={days === undefined ? `A whole number of days, from 1 to ${MOST_DAYS}.` : null}
          />
        ) : null}
        <Field
          label="For whom (a name for this list)"
          placeholder="e.g. Lighting crew"
          value={label}
          onChange={setLabel}
          maxLength={80}
        />
        <Field
          label="Passphrase, if you want one"
          description="Asked for besides the link; tell it by another way. At least 10 characters."
          value={passphrase}
          onChange={setPassphrase}
          maxLength={200}
          autoComplete="off"
          spellCheck="false"
        />
      </div>
      {placeId === 'several' ? <ShowChoice shows={shows} chosen={chosen} onChange={choose} /> : null}
      {problem === null ? null : <ErrorNote title="The link was not made">{problem}</ErrorNote>}
      <div>
        <Button type="submit" tone="primary" icon="add" isPending={isMaking} isDisabled={roles === null || days === undefined}>
          Make a link
        </Button>
      </div>
    </form>
  )
}
