import { useEffect } from 'react'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { announce } from '../../../ui/Announcer'
import { useCall } from './CallContext'
import styles from './Holder.module.css'
import { TakeDialog } from './TakeDialog'
import type { Taking } from './useTake'

/** Somebody asks whoever has the call for it: two answers, and nothing that Space could answer by accident. */
const Asked = ({ name }: { name: string }) => {
  const { send } = useCall()
  return (
    <span className={styles.holder} role="alert" data-asked>
      <Icon name="person" size="small" />
      <strong>{`${name} asks for the call`}</strong>
      <Button preventFocusOnPress tone="primary" onPress={() => void send('hand-over', {})}>
        Hand over
      </Button>
      <Button preventFocusOnPress onPress={() => void send('withhold', {})}>
        Keep it
      </Button>
    </span>
  )
}

/** Who has the call, and the ways to get it, to give it and to keep it. */
export const Holder = ({ take }: { take: Taking }) => {
  const { state, isMine, mayCall, send } = useCall()
  const caller = state?.caller
  const name = caller?.name ?? ''
  useEffect(() => {
    if (isMine) announce('You have the call')
  }, [isMine])
  if (!caller) {
    if (!mayCall || state === null) return null
    return (
      <span className={styles.holder}>
        Nobody has the call
        <Button preventFocusOnPress onPress={take.ask}>
          Take the call
        </Button>
      </span>
    )
  }
  if (isMine && state.request) return <Asked name={state.request.name} />
  return (
    <span className={styles.holder} data-mine={isMine}>
      <span className={styles.who}>
        <Icon name="person" size="small" />
        {isMine ? 'You have the call' : `Called by ${name}`}
      </span>
      {isMine ? (
        <Button preventFocusOnPress tone="quiet" onPress={() => void send('release', {})}>
          Release
        </Button>
      ) : null}
      {mayCall && !isMine ? (
        <Button preventFocusOnPress onPress={take.ask}>
          Take over
        </Button>
      ) : null}
      {take.isOpen && !isMine ? <TakeDialog holder={name} isSilent={take.isSilent} onClose={take.close} onAgain={take.ask} /> : null}
    </span>
  )
}
