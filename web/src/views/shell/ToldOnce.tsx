import { useRef, useState } from 'react'
import { announce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Note } from '../../ui/Note'
import { copyText } from '../entering/oneself/copyText'
import styles from './ToldOnce.module.css'

interface Props {
  /** What it is: "Token". */
  name: string
  secret: string
  /** What it is needed for, if that is not plain. */
  about?: string
  /** Leaves it; without this there is another way out. */
  onDone?: () => void
}

/** A secret that is shown this once, with a button that copies it. */
export const ToldOnce = ({ name, secret, about, onDone }: Props) => {
  const field = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async (): Promise<void> => {
    if (field.current === null) return
    const done = await copyText(field.current)
    setCopied(done)
    announce(done ? `The ${name.toLowerCase()} is copied.` : 'It could not be copied: it is selected, copy it with the keys.')
  }
  return (
    <Note tone="go" title={`Copy the ${name.toLowerCase()} now: it is not shown again`}>
      <div className={styles.told}>
        {about === undefined ? null : <p>{about}</p>}
        <Field ref={field} label={name} labelHidden value={secret} isReadOnly autoComplete="off" />
        <div className={styles.buttons}>
          <Button tone="primary" icon={copied === true ? 'check' : 'copy'} onPress={() => void copy()}>
            {copied === true ? 'Copied' : 'Copy'}
          </Button>
          {onDone === undefined ? null : (
            <Button tone="quiet" onPress={onDone}>
              I have it
            </Button>
          )}
        </div>
        {copied === false ? <p className={styles.soft}>This browser does not let us copy: select it and copy it with the keys.</p> : null}
      </div>
    </Note>
  )
}
