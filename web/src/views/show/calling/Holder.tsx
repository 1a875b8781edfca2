import { useState } from 'react'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field } from '../../../ui/Field'
import { useCall } from './CallContext'
import styles from './CallStrip.module.css'

/** Why the call is taken from somebody who does not answer: it is written down. */
const TakeDialog = ({ holder, onClose }: { holder: string; onClose: () => void }) => {
  const { send } = useCall()
  const [reason, setReason] = useState('')
  const take = async (): Promise<void> => {
    if (await send('take', { reason })) onClose()
  }
  return (
    <Dialog
      title={`Take the call from ${holder}`}
      isOpen
      onClose={onClose}
      footer={
        <Button tone="primary" isDisabled={reason.trim().length < 3} onPress={() => void take()}>
          Take the call
        </Button>
      }
    >
      <p>{`${holder} has been asked. Without an answer within 15 seconds you can take the call; say why, it is written down.`}</p>
      <Field label="Reason" value={reason} onChange={setReason} autoFocus />
    </Dialog>
  )
}

/** Who has the call, and the ways to get it, to give it and to keep it. */
export const Holder = () => {
  const { state, isMine, mayCall, send } = useCall()
  const [taking, setTaking] = useState(false)
  const caller = state?.caller
  if (!caller) return null
  const { request } = state
  if (isMine && request)
    return (
      <span className={styles.holder} role="alert">
        {`${request.name} asks for the call`}
        <Button tone="primary" onPress={() => void send('hand-over', {})}>
          Hand over
        </Button>
        <Button onPress={() => void send('withhold', {})}>Keep it</Button>
      </span>
    )
  return (
    <span className={styles.holder}>
      {isMine ? 'You have the call' : `Called by ${caller.name}`}
      {isMine ? (
        <Button tone="quiet" onPress={() => void send('release', {})}>
          Release
        </Button>
      ) : null}
      {mayCall && !isMine ? (
        <Button onPress={() => {
            void send('take', {})
            setTaking(true)
          }}>Take over</Button>
      ) : null}
      {taking && !isMine ? <TakeDialog holder={caller.name} onClose={() => setTaking(false)} /> : null}
    </span>
  )
}
