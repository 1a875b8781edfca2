import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'
import { Icon } from '../../../ui/Icon'
import type { OpenField } from '../editSession'
import styles from './Fields.module.css'
import { Floating } from './Floating'
import { type Choice, offered } from './choices'

export interface ChoiceFieldProps {
  label: string
  value: string
  choices: readonly Choice[]
  /** Anything else may be written too. */
  free?: boolean
  limit?: number
  look?: (value: string) => ReactNode
  /** Takes what was typed and fits nothing; without it the field stays open then. */
  otherwise?: { readonly said: string; readonly take: (typed: string) => void } | undefined
  onCommit: (value: string) => void
  /** In the grid: commits and closes the cell. */
  onPick: () => void
  start: 'keep' | 'replace'
  opened: (field: OpenField) => () => void
}

/** Scrolls the list, and nothing around it, as far as needed. */
const bringIntoList = (option: HTMLElement | null): void => {
  const list = option?.parentElement
  if (!option || !list) return
  const above = option.offsetTop - list.scrollTop
  if (above < 0) list.scrollTop += above
  else list.scrollTop += Math.max(0, above + option.offsetHeight - list.clientHeight)
}

/**
 * One of a list, found by typing its first letters or with the arrow keys; a click takes it at once.
 * What was typed and fits nothing stays in the field, unless anything may be written.
 */
export const ChoiceField = (props: ChoiceFieldProps) => {
  const { choices, value, free = false, start, opened, onCommit, otherwise } = props
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      choices.findIndex((choice) => choice.value === value),
    ),
  )
  const ref = useRef<HTMLInputElement>(null)
  const list = useId()
  const shown = offered(choices, typed, { free })
  const word = choices.find((choice) => choice.value === value)?.word ?? value
  const option = (index: number): string => `${list}-${index}`

  const commit = (index = at): boolean => {
    const chosen = shown[index]?.value
    if (chosen === undefined) {
      otherwise?.take(typed.trim())
      return otherwise !== undefined
    }
    if (chosen !== value) onCommit(chosen)
    return true
  }
  const latest = useRef(() => commit())
  useLayoutEffect(() => {
    latest.current = () => commit()
  })
  useLayoutEffect(() => ref.current?.focus({ preventScroll: true }), [start])
  useLayoutEffect(() => opened({ commit: () => latest.current() }), [opened])

  const move = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0 || shown.length === 0) return
    event.preventDefault()
    setAt((at + by + shown.length) % shown.length)
  }

  return (
    <span className={styles.shared}>
      <input
        ref={ref}
        className={styles.input}
        type="text"
        role="combobox"
        aria-label={props.label}
        aria-expanded
        aria-controls={list}
        aria-activedescendant={shown.length > 0 ? option(at) : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        maxLength={props.limit}
        placeholder={word}
        value={typed}
        onKeyDown={move}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
      />
      <Floating anchor={ref} wide>
        <div id={list} role="listbox" aria-label={props.label} className={styles.choices}>
          {shown.map((choice, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- its keys are those of the field it belongs to
            <div
              key={choice.value}
              id={option(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              aria-current={choice.value === value || undefined}
              ref={index === at ? bringIntoList : null}
              className={styles.choice}
              // The field keeps the focus; a press that took it away would close the cell first.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => {
                latest.current = () => commit(index)
                props.onPick()
              }}
            >
              {choice.isNew ? `New: “${choice.word}”` : (props.look?.(choice.value) ?? choice.word)}
              {choice.value === value ? <Icon name="check" size="small" /> : null}
            </div>
          ))}
          {shown.length === 0 ? <div className={styles.none}>{otherwise?.said ?? 'Nothing like that. Esc leaves it as it was.'}</div> : null}
        </div>
      </Floating>
    </span>
  )
}
