import { type FormEvent, useState } from 'react'
import { useReadable } from '../../../react/useDoc'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Checkbox'
import { Field } from '../../../ui/Field'
import { Icon } from '../../../ui/Icon'
import { useShow } from '../../../react/useSession'
import { useCall } from '../calling/CallContext'
import { wallTime } from '../calling/words'
import { LONGEST_MESSAGE, presets, presetsIn } from './presets'
import styles from './StageControls.module.css'

/** What stands on the screens now, by whom and since when, and the way to take it away. */
const Shown = () => {
  const { state, send } = useCall()
  const zone = useShow((show) => show.show.time_zone)
  const message = state?.stage?.message
  return (
    <div className={styles.shown} role="status">
      {message == null ? (
        <p className={styles.soft}>No message is on the screens.</p>
      ) : (
        <>
          <p className={styles.said} data-urgent={message.urgent === true}>
            {message.urgent === true ? <Icon name="warning" label="Urgent:" /> : null}
            <span dir="auto">{message.text}</span>
          </p>
          <p className={styles.soft}>{`On the screens since ${wallTime(message.at, zone)}, by ${message.by}`}</p>
        </>
      )}
      {message == null ? null : (
        <Button icon="close" onPress={() => void send('clear-message', {})}>
          Clear the message
        </Button>
      )}
    </div>
  )
}

/** The messages that are one press away, to be changed on this device. */
const PresetsForm = ({ onDone }: { onDone: () => void }) => {
  const [text, setText] = useState(presets.get().join('\n'))
  const keep = (): void => {
    presets.set(presetsIn(text))
    onDone()
  }
  return (
    <div className={styles.form}>
      <Field label="Presets, one on each line" description="Kept on this device." value={text} onChange={setText} lines={5} autoFocus />
      <div className={styles.buttons}>
        <Button onPress={onDone}>Cancel</Button>
        <Button tone="primary" onPress={keep}>
          Keep
        </Button>
      </div>
    </div>
  )
}

/** Whoever has keys can write at once; on glass the keyboard would cover what is to be pressed. */
const hasKeys = (): boolean => matchMedia('(pointer: fine)').matches

const Message = () => {
  const { send } = useCall()
  const list = useReadable(presets)
  const [text, setText] = useState('')
  const [urgent, setUrgent] = useState(false)
  const [isEditing, setEditing] = useState(false)
  const say = (words: string): void => {
    void send('message', { text: words, urgent }).then((done) => (done ? setText('') : undefined))
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (text.trim() !== '') say(text.trim())
  }
  if (isEditing) return <PresetsForm onDone={() => setEditing(false)} />
  return (
    <form className={styles.form} onSubmit={submit} aria-label="A message to the stage">
      <Field label="Message to the stage" value={text} onChange={setText} maxLength={LONGEST_MESSAGE} autoComplete="off" autoFocus={hasKeys()} />
      <div className={styles.buttons}>
        <Checkbox isSelected={urgent} onChange={setUrgent}>
          Urgent
        </Checkbox>
        <Button type="submit" tone="primary" icon="arrow-up" isDisabled={text.trim() === ''}>
          Send
        </Button>
      </div>
      <div className={styles.presets} role="group" aria-label="Send at once">
        {list.map((words) => (
          <Button key={words} size="small" onPress={() => say(words)}>
            {words}
          </Button>
        ))}
        <Button size="small" tone="quiet" icon="pencil" onPress={() => setEditing(true)}>
          Presets
        </Button>
      </div>
    </form>
  )
}

/** Whether the screens are black, as a word and a shape; each button does one thing and never the other. */
const Blackout = () => {
  const { state, send } = useCall()
  const isBlack = state?.stage?.isBlack === true
  return (
    <div className={styles.blackout} data-black={isBlack}>
      <p role="status" className={styles.state}>
        <Icon name={isBlack ? 'eye-off' : 'eye'} />
        {isBlack ? 'Stage screens are black' : 'Stage screens are shown'}
      </p>
      {isBlack ? (
        <Button tone="primary" icon="eye" onPress={() => void send('blackout', { on: false })}>
          Show again
        </Button>
      ) : (
        <Button icon="eye-off" onPress={() => void send('blackout', { on: true })}>
          Black out
        </Button>
      )}
    </div>
  )
}

/** What the screens on stage say, for whoever may call the show, with the call or without it; nothing for others. */
export const StageControls = () => {
  const { mayCall } = useCall()
  if (!mayCall) return null
  return (
    <section className={styles.controls} aria-label="Screens on stage">
      <Shown />
      <Message />
      <Blackout />
    </section>
  )
}
