import { useRef, useState } from 'react'
import { announce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { copyText } from '../entering/oneself/copyText'
import styles from './CopyField.module.css'

type Outcome = 'none' | 'copied' | 'failed'

const ONCE = 'It is shown this once.'

const HELP: Record<Outcome, string> = {
  none: '',
  copied: 'Copied.',
  failed: 'This browser does not copy by itself: the text is selected, copy it with Ctrl+C or a long press.',
}

const helpFor = (outcome: Outcome, isLasting: boolean): string =>
  isLasting || outcome === 'failed' ? HELP[outcome] : `${HELP[outcome]} ${ONCE}`.trim()

interface Props {
  label: string
  text: string
  /** Whether it can be had again; else it is said to be shown this once, and has the focus. */
  isLasting?: boolean
}

/** Something to be passed on, with a button that copies it. */
export const CopyField = ({ label, text, isLasting = false }: Props) => {
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
        description={helpFor(outcome, isLasting)}
        onFocus={() => input.current?.select()}
      />
      <Button tone={isLasting ? 'plain' : 'primary'} icon={outcome === 'copied' ? 'check' : 'copy'} autoFocus={!isLasting} onPress={() => void copy()}>
        Copy
      </Button>
    </div>
  )
}
