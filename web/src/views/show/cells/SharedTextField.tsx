import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { replaceText, writeText } from '../../../model/textEdit'
import { textOf } from '../../../model/showEdits'
import type { RecordName } from '../../../model/schema'
import { SHOW } from '../../../model/schema.gen'
import { useDesk } from '../DeskContext'
import type { Peer } from '../peers'
import { CaretLayer } from './CaretLayer'
import styles from './Fields.module.css'
import { shareField } from './sharedField'
import { MARK } from './writtenOver'

export interface SharedTextProps {
  record: RecordName
  id: string
  /** A prose field of the record. */
  field: string
  label: string
  lines: 'one' | 'many'
  peers: readonly Peer[]
  /** Takes the focus as soon as it is drawn; with `replace` all of the text is selected, to be typed over. */
  start?: 'keep' | 'replace'
  placeholder?: string
  /** A form field rather than a grid cell. */
  boxed?: boolean
}

const limitOf = (record: RecordName, field: string): number => {
  const fields: Readonly<Record<string, object>> = SHOW.roots[record].fields
  const declared = fields[field] ?? {}
  return 'limit' in declared ? Number(declared.limit) : 500
}

const open = (field: HTMLTextAreaElement, start: 'keep' | 'replace'): void => {
  field.focus({ preventScroll: true })
  field.setSelectionRange(start === 'replace' ? 0 : field.value.length, field.value.length)
}

/** A long name wraps, but holds no line breaks. In the grid Enter has another meaning anyway. */
const keepToOneLine = (event: KeyboardEvent): void => {
  if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.preventDefault()
}

/** A text that several people can type into at once, with the carets of the others in it. */
export const SharedTextField = (props: SharedTextProps) => {
  const { record, id, field: name, lines, peers, start } = props
  const desk = useDesk()
  const ref = useRef<HTMLTextAreaElement>(null)
  const [shown, setShown] = useState('')
  /** Where somebody is writing, one's own words come beside theirs, not over them. */
  const [joins] = useState(() => peers.some((peer) => peer.head !== null))

  useLayoutEffect(() => {
    const field = ref.current
    if (!field) return undefined
    const { doc, presence } = desk.session
    const text = textOf(doc, record as 'segments', id, name as 'name')
    const tell = (): void => {
      setShown(field.value)
      if (document.activeElement !== field) return
      presence.here({ record, id, field: name, anchor: field.selectionStart ?? 0, head: field.selectionEnd ?? 0 })
    }
    const stop = shareField(field, text, {
      lines,
      write: (next, caret) => writeText(text, next, { caret, now: Date.now() }),
      replace: (next) => replaceText(text, next, { now: Date.now() }),
      changed: tell,
    })
    if (start === 'replace' && joins && text.length > 0)
      writeText(text, `${text.toString()}${MARK}`, { caret: text.length + MARK.length, now: Date.now() })
    if (start) open(field, joins ? 'keep' : start)
    tell()
    return stop
  }, [desk, record, id, name, start, lines, joins])

  return (
    <span className={styles.shared} data-boxed={props.boxed} data-lines={lines}>
      <textarea
        ref={ref}
        className={styles.input}
        aria-label={props.label}
        maxLength={limitOf(record, name)}
        placeholder={props.placeholder}
        autoComplete="off"
        spellCheck={lines === 'many'}
        enterKeyHint={lines === 'many' ? 'enter' : 'next'}
        rows={1}
        onKeyDown={props.boxed && lines === 'one' ? keepToOneLine : undefined}
      />
      <CaretLayer text={shown} peers={peers} />
    </span>
  )
}
