import { type FormEvent, useState } from 'react'
import { sentenceOf } from '../../api'
import type { MadeInvitation, Member, Roles } from '../../api/members'
import { announce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { ComboBox } from '../../ui/ComboBox'
import { ErrorNote } from '../../ui/ErrorNote'
import { Note } from '../../ui/Note'
import { Select } from '../../ui/Select'
import type { People } from '../people/people'
import styles from './DocumentPeople.module.css'
import { meant, suggestions } from './documentPeople'
import { Invited } from './Invited'
import { roleOptions } from './roleOptions'
import { mayDo, roleName } from './words'

interface Props {
  people: People
  members: readonly Member[]
  roles: Roles | null
  /** One's own in the workspace. */
  rights: readonly string[]
}

/** Gives a role in this show to somebody by their name; whoever is not known by an address gets an invitation. */
export const AddPerson = ({ people, members, roles, rights }: Props) => {
  const [who, setWho] = useState('')
  const [role, setRole] = useState('editor')
  const [isAdding, setAdding] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [invited, setInvited] = useState<MadeInvitation | null>(null)
  const add = async (): Promise<void> => {
    const found = meant(who, members)
    if (found.kind === 'nobody') return setProblem(found.sentence)
    if (found.kind === 'invite') {
      setInvited(await people.invite({ email: found.email, role }))
      announce('The invitation is ready.')
    } else {
      await people.give(found.member.id, role)
      announce(`${found.member.name} is now ${roleName(role).toLowerCase()} in this show.`)
    }
    setWho('')
  }
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setProblem(null)
    setInvited(null)
    setAdding(true)
    await add().catch((error: unknown) => setProblem(sentenceOf(error)))
    setAdding(false)
  }
  return (
    <form className={styles.add} aria-label="Give a role in this show" onSubmit={(event) => void submit(event)}>
      <div className={styles.fields}>
        <ComboBox label="Name or e-mail address" suggestions={suggestions(members)} value={who} onChange={setWho} />
        <Select label="Role in this show" options={roleOptions(roles, rights)} value={role} onChange={setRole} />
      </div>
      <p className={styles.soft}>{mayDo(role, roles)}</p>
      {problem === null ? null : <ErrorNote title="Nobody was added">{problem}</ErrorNote>}
      <div>
        <Button type="submit" tone="primary" icon="add" isPending={isAdding} isDisabled={roles === null}>
          Add
        </Button>
      </div>
      {invited === null ? null : (
        <Note key={invited.link} tone="go" title={`Send this link to ${invited.invitation.email}`}>
          <Invited made={invited}>It opens this show for them, once.</Invited>
        </Note>
      )}
    </form>
  )
}
