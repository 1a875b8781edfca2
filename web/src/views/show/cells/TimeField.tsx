import { useId, useLayoutEffect, useRef, useState } from 'react'
import type { OpenField } from '../editSession'
import { Floating } from './Floating'
import styles from './Fields.module.css'
import { type TimeKind, readTyped } from './typedTime'

export interface TimeFieldProps {
  kind: TimeKind
  label: string
  /** The fixed value; null when the plan gives it. */
  value: number | null
  /** What the plan gives. */
  planned: number
  /** What a time without a day is meant near; what the plan gives, if not said. */
  near?: number
  /** The time of day in the show's time zone, for "now". */
  now: () => number
  onCommit: (value: number | null) => void
  start?: 'keep' | 'replace'
  /** In the grid: leaving the field is the grid's affair. */
  opened?: (field: OpenField) => () => void
  boxed?: boolean
}

/** A time or a duration as one types it. While typing, a note below says what was understood; only that is written. */
export const TimeField = (props: TimeFieldProps) => {
  const { kind, value, planned, now, onCommit, start, opened } = props
  const before = kind.show(value ?? planned)
  const [typed, setTyped] = useState<string | null>(null)
  const [insists, insist] = useState(false)
  const ref = useRef<HTMLInputElement>(null)
  const note = useId()
  const reading = typed === null ? null : readTyped(kind, typed, { value, planned, near: props.near, now: now() })

  const commit = (): boolean => {
    if (reading && !reading.ok) {
      insist(true)
      return false
    }
    if (reading?.ok && reading.value !== value) onCommit(reading.value)
    setTyped(null)
    insist(false)
    return true
  }
  const latest = useRef(commit)
  useLayoutEffect(() => {
    latest.current = commit
  })

  useLayoutEffect(() => {
    const field = ref.current
    if (!field || !start) return
    field.focus({ preventScroll: true })
    field.select()
  }, [start])
  useLayoutEffect(() => opened?.({ commit: () => latest.current() }), [opened])

  return (
    <span className={styles.shared} data-boxed={props.boxed}>
      <input
        ref={ref}
        className={styles.input}
        data-figures
        type="text"
        inputMode="text"
        autoComplete="off"
        spellCheck={false}
        aria-label={props.label}
        aria-describedby={reading ? note : undefined}
        aria-invalid={insists || undefined}
        value={typed ?? before}
        onChange={(event) => {
          setTyped(event.target.value)
          insist(false)
        }}
        onBlur={opened ? undefined : () => commit() || setTyped(null)}
        onKeyDown={opened ? undefined : (event) => void (event.key === 'Enter' && commit())}
      />
      {reading ? (
        <Floating anchor={ref}>
          <span
            id={note}
            role={insists ? 'alert' : 'status'}
            className={styles.understood}
            data-wrong={!reading.ok || undefined}
          >
            {reading.said}
          </span>
        </Floating>
      ) : null}
    </span>
  )
}
