import { Form } from 'react-aria-components'
import { lookAtLink, openLink, type SharedLink } from '../../api/people'
import { visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { namePerson, person } from '../../sync/person'
import { Button } from '../../ui/Button'
import { ErrorNote } from '../../ui/ErrorNote'
import { Field } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import { Skeleton } from '../../ui/Skeleton'
import { inOneBreath } from '../sharing/places'
import { Blocked, Incomplete } from './Blocked'
import { enterAt } from './enter'
import styles from './Entering.module.css'
import { EnteringPage } from './EnteringPage'
import { PasswordField } from './PasswordField'
import { cameAsCrew } from '../shell/cameAsCrew'
import { landingOf, screenNamed } from './landing'
import { useSecret } from './secret'
import { useForm } from './useForm'
import { useLook } from './useLook'
import { asRole } from './words'

/** A share link: what it opens is said first, then one press opens it. */
export const JoinView = () => {
  const link = useSecret()
  const { look, again } = useLook(link, lookAtLink)
  if (link === '') return <Incomplete what="link" />
  if (look.kind === 'looking') {
    return (
      <EnteringPage title="Opening the link">
        <Skeleton label="Asking what the link opens" rows={3} />
      </EnteringPage>
    )
  }
  return look.kind === 'found' ? (
    <Opening key={link} link={link} shared={look.found} />
  ) : (
    <Blocked what="link" look={look} onAgain={again} />
  )
}

/** How much of it is shared: the one show that it is called after, all shows of a house, or some of them. */
const extentOf = ({ document, titles }: SharedLink): string => {
  if (titles.length > 0) return `${inOneBreath(titles)}, shared`
  return document === '' ? 'All its shows, shared' : 'Shared'
}

/** What one is called here already: by the account, as a guest who has said it, or in this browser. */
const useKnownName = (): string => {
  const visitor = useReadable(visit).me?.visitor
  const { name } = useReadable(person)
  return visitor?.name || name
}

const Opening = ({ link, shared }: { link: string; shared: SharedLink }) => {
  const known = useKnownName()
  const isAccount = useReadable(visit).me?.visitor?.kind === 'account'
  const asksName = known === ''
  const form = useForm({
    empty: { name: known || screenNamed(location.search), passphrase: '' },
    faultsOf: ({ name, passphrase }) => ({
      ...(asksName && name.trim() === '' ? { name: 'Give a name, so that the others know who is here.' } : {}),
      ...(shared.needs_passphrase && passphrase === '' ? { passphrase: 'This link has a passphrase. Whoever sent it knows it.' } : {}),
    }),
    attempt: async ({ name, passphrase }) => {
      const opened = await openLink(link, {
        ...(isAccount ? {} : { name: name.trim() }),
        ...(shared.needs_passphrase ? { passphrase } : {}),
      })
      if (!isAccount) namePerson(name)
      cameAsCrew.set(opened.role === 'crew')
      await enterAt(landingOf(opened, location.search))
    },
  })
  return (
    <EnteringPage
      title={shared.title || 'Untitled show'}
      lead={`${extentOf(shared)} with you as ${asRole(shared)}.`}
    >
      <Form ref={form.ref} validationBehavior="aria" className={styles.form ?? ''} onSubmit={form.onSubmit}>
        {asksName ? (
          <Field
            {...form.field('name')}
            label="Your name"
            description="The others see that you are here. No account is needed."
            autoComplete="name"
            maxLength={80}
            autoFocus
          />
        ) : (
          <p className={styles.shared}>
            <Icon name="person" />
            <span>
              You come in as <strong>{known}</strong>
            </span>
          </p>
        )}
        {shared.needs_passphrase ? <PasswordField {...form.field('passphrase')} label="Passphrase" autoComplete="off" /> : null}
        {form.problem === null ? null : <ErrorNote title="It was not opened">{form.problem}</ErrorNote>}
        <Button type="submit" tone="primary" icon="arrow-right" isPending={form.isWorking}>
          Open
        </Button>
      </Form>
    </EnteringPage>
  )
}
