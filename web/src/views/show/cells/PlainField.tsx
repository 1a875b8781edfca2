import { useLayoutEffect, useRef, useState } from 'react'
import type { OpenField } from '../editSession'
import styles from './Fields.module.css'

interface Props {
  label: string
  value: string
  limit: number
  onCommit: (value: string) => void
  start?: 'keep' | 'replace'
  opened?: (field: OpenField) => () => void
  boxed?: boolean
}

/** A short text that is replaced as a whole, such as the number of a cue. */
export const PlainField = ({ label, value, limit, onCommit, start, opened, boxed }: Props) => {
  const [typed, setTyped] = useState<string | null>(null)
  const ref = useRef<HTMLInputElement>(null)
  const commit = (): boolean => {
    if (typed !== null && typed.trim() !== value) onCommit(typed.trim())
    setTyped(null)
    return true
  }
  const latest = useRef(commit)
  useLayoutEffect(() => {
    latest.current = commit
  })
  useLayoutEffect(() => {
    if (!start) return
    ref.current?.focus({ preventScroll: true })
    ref.current?.select()
  }, [start])
  useLayoutEffect(() => opened?.({ commit: () => latest.current() }), [opened])
  return (
    <span className={styles.shared} data-boxed={boxed}>
      <input
        ref={ref}
        className={styles.input}
        type="text"
        aria-label={label}
        maxLength={limit}
        autoComplete="off"
        spellCheck={false}
        value={typed ?? value}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={opened ? undefined : commit}
      />
    </span>
  )
}
