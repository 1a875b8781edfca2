import type { Entering } from '../../routes'
import { wantedIn } from '../../routes'
import { InvitationView } from './InvitationView'
import { JoinView } from './JoinView'
import { PasswordPage } from './PasswordPage'
import { SetupView } from './SetupView'
import { SignInView } from './SignInView'

/** The pages of coming in; `to` is where somebody is who has to sign in first. */
const EnteringView = ({ view, to }: { view: Entering | 'password'; to?: string }) => {
  switch (view) {
    case 'setup':
      return <SetupView />
    case 'password':
      return <PasswordPage to={to ?? '/'} />
    case 'sign-in':
      return <SignInView to={to ?? wantedIn(location.search)} />
    case 'join':
      return <JoinView />
    case 'invitation':
      return <InvitationView />
  }
}

export default EnteringView
