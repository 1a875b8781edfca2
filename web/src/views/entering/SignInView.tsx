import { providerPath } from '../../api/people'
import { visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { libraryPath } from '../../routes'
import { Button, LinkButton } from '../../ui/Button'
import { AwayHere } from './AwayHere'
import { enterAt } from './enter'
import styles from './Entering.module.css'
import { EnteringPage } from './EnteringPage'
import { SignInForm } from './SignInForm'

/** The provider is another place: the browser leaves this page for it, and comes back signed in. */
const WithProvider = ({ name, to }: { name: string; to: string }) => (
  <div className={styles.besides}>
    <span aria-hidden>or</span>
    <Button icon="key" onPress={() => location.assign(providerPath(to))}>
      Sign in with {name}
    </Button>
  </div>
)

/** Signing in, and then back to where one wanted to go. */
export const SignInView = ({ to }: { to: string }) => {
  const { me } = useReadable(visit)
  const visitor = me?.visitor
  if (me?.mode === 'open') {
    return (
      <EnteringPage title="Nobody signs in here" lead="This server is open: whoever reaches it may read and edit.">
        <div className={styles.actions}>
          <LinkButton href={libraryPath()} tone="primary">
            All shows
          </LinkButton>
        </div>
      </EnteringPage>
    )
  }
  return (
    <EnteringPage
      title={me?.server ? `Sign in to ${me.server}` : 'Sign in'}
      lead={
        visitor?.kind === 'account'
          ? `You are signed in as ${visitor.name}. Sign in as somebody else, or go back.`
          : 'No account? Open the link that was shared with you, or ask whoever looks after the shows for an invitation.'
      }
    >
      <AwayHere />
      <SignInForm onDone={(me) => enterAt(to, me)} />
      {me?.oidc ? <WithProvider name={me.oidc.name} to={to} /> : null}
    </EnteringPage>
  )
}
