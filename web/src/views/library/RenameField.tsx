import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Field } from '../../ui/Field'
import styles from './RenameField.module.css'

interface Props {
  title: string
  /** The new title, or null when the person thought better of it. Called once. */
  onDone: (title: string | null) => void
}

/** The title as something to write in: Enter or leaving it keeps, Escape does not. */
export const RenameField = ({ title, onDone }: Props) => {
  const [value, setValue] = useState(title)
  const input = useRef<HTMLInputElement>(null)
  const isDone = useRef(false)
  useEffect(() => input.current?.select(), [])
  const finish = (result: string | null) => {
    if (isDone.current) return
    isDone.current = true
    onDone(result)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') finish(value.trim())
    if (event.key === 'Escape') finish(null)
  }
  return (
    <div className={styles.rename}>
      <Field
        ref={input}
        label="Title of the show"
        labelHidden
        value={value}
        onChange={setValue}
        maxLength={200}
        onKeyDown={onKeyDown}
        onBlur={() => finish(value.trim())}
      />
    </div>
  )
}
