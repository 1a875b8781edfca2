import { type FormEvent, useState } from 'react'
import { sentenceOf } from '../../api'
import type { MadeInvitation, RoleRights } from '../../api/members'
import type { Workspace } from '../../api/people'
import { mayGive } from '../../api/standing'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorNote } from '../../ui/ErrorNote'
import { Field } from '../../ui/Field'
import { Select } from '../../ui/Select'
import { Invited } from '../sharing/Invited'
import { roleName } from '../sharing/words'
import styles from './People.module.css'

const FORM = 'invite'

interface Props {
  workspace: Workspace
  roles: readonly RoleRights[]
  send: (who: { readonly email: string; readonly role: string }) => Promise<MadeInvitation>
  onClose: () => void
}

/** Asks for an address and a role; the link that comes of it is shown once, to be passed on. */
export const InviteDialog = ({ workspace, roles, send, onClose }: Props) => {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState('editor')
  const [made, setMade] = useState<MadeInvitation | null>(null)
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setSending(true)
    setProblem(null)
    try {
      setMade(await send({ email: email.trim(), role }))
    } catch (error) {
      setProblem(sentenceOf(error))
    }
    setSending(false)
  }
  if (made !== null) return <Ready made={made} onClose={onClose} />
  const options = roles
    .filter((one) => mayGive(workspace.rights, one.rights))
    .map((one) => ({ id: one.role, label: roleName(one.role), description: one.about }))
  return (
    <Dialog
      title={`Invite somebody to ${workspace.name}`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={FORM} tone="primary" isPending={isSending} isDisabled={email.trim() === ''}>
            Make an invitation
          </Button>
        </>
      }
    >
      <form id={FORM} className={styles.form} onSubmit={(event) => void submit(event)}>
        <Field label="E-mail address" type="email" value={email} onChange={setEmail} maxLength={254} autoComplete="off" autoFocus />
        <Select label="Role" options={options} value={role} onChange={setRole} />
        {problem === null ? null : <ErrorNote title="Nobody was invited">{problem}</ErrorNote>}
      </form>
    </Dialog>
  )
}

const Ready = ({ made, onClose }: { made: MadeInvitation; onClose: () => void }) => (
  <Dialog
    title="The invitation is ready"
    size="medium"
    isOpen
    onClose={onClose}
    footer={
      <Button tone="primary" onPress={onClose}>
        Done
      </Button>
    }
  >
    <Invited made={made}>Send this link to {made.invitation.email}: it makes the account with the role, once.</Invited>
  </Dialog>
)
