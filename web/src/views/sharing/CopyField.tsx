import { useRef, useState } from 'react'
import { announce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { copyText } from '../entering/oneself/copyText'
import styles from './CopyField.module.css'

type Outcome = 'none' | 'copied' | 'failed'

const HELP: Record<Outcome, string> = {
  none: 'It is shown this once.',
  copied: 'Copied. It is shown this once.',
  failed: 'This browser does not copy by itself: the text is selected, copy it with Ctrl+C or a long press.',
}

/** Something to be passed on, with a button that copies it. */
export const CopyField = ({ label, text }: { label: string; text: string }) => {
  const input = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useState<Outcome>('none')
  const copy = async () => {
    const done = input.current !== null && (await copyText(input.current))
    setOutcome(done ? 'copied' : 'failed')
    announce(done ? 'Copied.' : HELP.failed)
    if (!done) input.current?.select()
  }
  return (
    <div className={styles.copy}>
      <Field
        ref={input}
        label={label}
        value={text}
        isReadOnly
        description={HELP[outcome]}
        onFocus={() => input.current?.select()}
      />
      <Button tone="primary" icon={outcome === 'copied' ? 'check' : 'copy'} autoFocus onPress={() => void copy()}>
        Copy
      </Button>
    </div>
  )
}
