import { useState } from 'react'
import type { Login } from '../../../api/people'
import { announce } from '../../../ui/Announcer'
import { Badge } from '../../../ui/Badge'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Skeleton } from '../../../ui/Skeleton'
import { tryTo } from '../../library/attempts'
import { ago } from '../../library/when'
import { Unanswered } from '../../shell/Unanswered'
import { deviceName } from './deviceName'
import styles from './Oneself.module.css'
import { useLogins } from './useLogins'

const Device = ({ login, onEnd }: { login: Login; onEnd: () => void }) => {
  const name = deviceName(login.device)
  return (
    <li className={styles.line}>
      <div className={styles.words}>
        <strong>{name}</strong>
        <span className={styles.soft}>
          used {ago(login.used_at, Date.now())}, signed in {ago(login.created_at, Date.now())}
        </span>
      </div>
      {login.is_this ? (
        <Badge tone="go">This one</Badge>
      ) : (
        <Button size="small" aria-label={`Sign out ${name}, used ${ago(login.used_at, Date.now())}`} onPress={onEnd}>
          Sign out
        </Button>
      )}
    </li>
  )
}

/** Where one is signed in; what was left open elsewhere is closed from here. */
export const DevicesDialog = ({ onClose }: { onClose: () => void }) => {
  const { state, refresh, end } = useLogins()
  const [isWorking, setWorking] = useState(false)
  const browsers = state.logins.filter(({ is_token }) => !is_token)
  const others = browsers.filter(({ is_this }) => !is_this)
  const signOut = async (logins: readonly Login[]): Promise<void> => {
    setWorking(true)
    const done = await tryTo('Not everything was signed out', async () => (await end(logins), true))
    setWorking(false)
    if (done !== null) announce(logins.length === 1 ? 'The device is signed out.' : 'All other devices are signed out.')
  }
  return (
    <Dialog
      title="Where I’m signed in"
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        others.length > 1 ? (
          <Button tone="danger" isPending={isWorking} onPress={() => void signOut(others)}>
            Sign out all others
          </Button>
        ) : undefined
      }
    >
      {state.situation === 'loading' ? <Skeleton label="Asking where you are signed in" rows={3} /> : null}
      <Unanswered
        situation={state.situation}
        title="It could not be asked where you are signed in"
        problem={state.problem}
        onAgain={() => void refresh()}
      >
        You stay signed in where you are. What is signed out from here is signed out when the server is back.
      </Unanswered>
      {browsers.length === 0 ? null : (
        <ul className={styles.list}>
          {browsers.map((login) => (
            <Device key={login.id} login={login} onEnd={() => void signOut([login])} />
          ))}
        </ul>
      )}
      {state.situation === 'here' ? <p className={styles.soft}>What is signed out closes at once; what it has not saved stays on it.</p> : null}
    </Dialog>
  )
}
