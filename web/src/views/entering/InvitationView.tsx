import { Form } from 'react-aria-components'
import { useState } from 'react'
import { sentenceOf } from '../../api'
import { acceptInvitation, type Invitation, lookAtInvitation, type Me } from '../../api/people'
import { visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { libraryPath } from '../../routes'
import { person } from '../../sync/person'
import { Button } from '../../ui/Button'
import { ErrorNote } from '../../ui/ErrorNote'
import { Field } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import { Skeleton } from '../../ui/Skeleton'
import { Blocked, Incomplete } from './Blocked'
import { invitedFaults, PASSWORD_RULE } from './checks'
import { enterAt } from './enter'
import styles from './Entering.module.css'
import { EnteringPage } from './EnteringPage'
import { PasswordField } from './PasswordField'
import { useSecret } from './secret'
import { SignInForm } from './SignInForm'
import { useForm } from './useForm'
import { useLook } from './useLook'
import { asRole } from './words'

/** An invitation: an account is made with it, or whoever has one takes it up. */
export const InvitationView = () => {
  const link = useSecret()
  const { look, again } = useLook(link, lookAtInvitation)
  const isAccount = useReadable(visit).me?.visitor?.kind === 'account'
  if (link === '') return <Incomplete what="invitation" />
  if (look.kind === 'looking') {
    return (
      <EnteringPage title="Opening the invitation">
        <Skeleton label="Asking where the invitation leads" rows={3} />
      </EnteringPage>
    )
  }
  if (look.kind !== 'found') return <Blocked what="invitation" look={look} onAgain={again} />
  const { found } = look
  const title = `Join ${found.title || found.workspace}`
  if (isAccount) return <Accepting title={title} link={link} invitation={found} />
  if (found.has_account) {
    return (
      <EnteringPage title={title} lead={`${invitedTo(found)} There is an account for ${found.email} already: sign in with it.`}>
        <SignInForm email={found.email} onDone={comeBack} />
      </EnteringPage>
    )
  }
  return <NewAccount key={link} title={title} link={link} invitation={found} />
}

/** To a whole workspace, or to one show of it. */
const invitedTo = (invitation: Invitation): string =>
  `You are invited ${invitation.title === '' ? '' : `to this show of ${invitation.workspace} `}as ${asRole(invitation)}.`

/** Signed in, one is asked about the same invitation again: it stays with this entry of the history. */
const comeBack = (me: Me): void => {
  visit.take(me)
  location.reload()
}

interface Props {
  title: string
  link: string
  invitation: Invitation
}

const Accepting = ({ title, link, invitation }: Props) => {
  const name = useReadable(visit).me?.visitor?.name ?? ''
  const [isWorking, setWorking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const accept = (): void => {
    setWorking(true)
    setProblem(null)
    acceptInvitation(link, {}).then(
      (me) => enterAt(libraryPath(), me),
      (error: unknown) => {
        setWorking(false)
        setProblem(sentenceOf(error))
      },
    )
  }
  return (
    <EnteringPage title={title} lead={`You are signed in as ${name}. ${invitedTo(invitation)}`}>
      {problem === null ? null : <ErrorNote title="The invitation was not taken up">{problem}</ErrorNote>}
      <div className={styles.actions}>
        <Button tone="primary" isPending={isWorking} onPress={accept}>
          Join
        </Button>
      </div>
    </EnteringPage>
  )
}

const NewAccount = ({ title, link, invitation }: Props) => {
  const form = useForm({
    empty: { name: person.get().name, password: '' },
    faultsOf: invitedFaults,
    attempt: ({ name, password }) => acceptInvitation(link, { name: name.trim(), password }).then((me) => enterAt(libraryPath(), me)),
  })
  return (
    <EnteringPage title={title} lead={`${invitedTo(invitation)} Choose a name and a password, and you are in.`}>
      <Form ref={form.ref} validationBehavior="aria" className={styles.form ?? ''} onSubmit={form.onSubmit}>
        <p className={styles.shared}>
          <Icon name="person" />
          <span>
            You will sign in with <strong>{invitation.email}</strong>
          </span>
        </p>
        {/* Password managers want to know whose password it is. */}
        <input type="text" name="username" value={invitation.email} autoComplete="username" readOnly hidden />
        <Field {...form.field('name')} label="Your name" autoComplete="name" maxLength={80} autoFocus />
        <PasswordField {...form.field('password')} label="Password" description={PASSWORD_RULE} autoComplete="new-password" />
        {form.problem === null ? null : <ErrorNote title="The account was not made">{form.problem}</ErrorNote>}
        <Button type="submit" tone="primary" isPending={form.isWorking}>
          Make the account and join
        </Button>
      </Form>
    </EnteringPage>
  )
}
