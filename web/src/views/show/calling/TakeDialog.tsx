import { type FormEvent, useEffect, useId, useState } from 'react'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field } from '../../../ui/Field'
import { useCall } from './CallContext'
import styles from './Holder.module.css'
import { LEAST_REASON, type TakeOver, takeOverOf } from './takeOver'

const LOOK_EVERY = 250
const LONGEST_REASON = 500

/** Looked at several times a second, for the seconds in which the other one can still answer. */
const useTakeOver = (isSilent: boolean): TakeOver => {
  const { state, me, isMine, now } = useCall()
  const [moment, look] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => look(now()), LOOK_EVERY)
    return () => clearInterval(timer)
  }, [now])
  return takeOverOf({ state, me, isMine, isSilent, now: moment })
}

interface Props {
  readonly holder: string
  readonly isSilent: boolean
  readonly onClose: () => void
  readonly onAgain: () => void
}

const sentenceFor = (how: TakeOver, holder: string): string => {
  switch (how.kind) {
    case 'asked':
      return `${holder} has been asked, and can hand the call over or keep it. Without an answer you can take it; say why, it is written down.`
    case 'free':
      return `${holder} does not answer. Say why you take the call; it is written down.`
    case 'kept':
      return `${holder} keeps the call.`
    case 'mine':
      return 'You have the call.'
  }
}

/** From asking for the call to having it: the other one answers, or time runs out and a reason is needed. */
export const TakeDialog = ({ holder, isSilent, onClose, onAgain }: Props) => {
  const { send } = useCall()
  const [reason, setReason] = useState('')
  const form = useId()
  const how = useTakeOver(isSilent)
  const isReady = how.kind === 'free' && reason.trim().length >= LEAST_REASON
  const take = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (isReady && (await send('take', { reason: reason.trim() }))) onClose()
  }
  return (
    <Dialog
      title={`Take the call from ${holder}`}
      isOpen
      onClose={onClose}
      footer={
        how.kind === 'kept' ? (
          <>
            <Button onPress={onAgain}>Ask again</Button>
            <Button tone="primary" onPress={onClose}>
              Leave it
            </Button>
          </>
        ) : (
          <Button tone="primary" type="submit" form={form} isDisabled={!isReady}>
            Take the call
          </Button>
        )
      }
    >
      <p role="status">{sentenceFor(how, holder)}</p>
      {how.kind === 'asked' ? (
        <p className={styles.left}>
          <span role="timer" aria-live="off" className={styles.seconds}>
            {Math.ceil(how.left / 1000)}
          </span>
          seconds to answer
        </p>
      ) : null}
      {how.kind === 'kept' ? null : (
        <form id={form} onSubmit={(event) => void take(event)}>
          <Field label="Reason" value={reason} onChange={setReason} maxLength={LONGEST_REASON} placeholder="The tablet has no power" autoFocus />
        </form>
      )}
    </Dialog>
  )
}
