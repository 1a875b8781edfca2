import { type KeyboardEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type * as Y from 'yjs'
import { replaceText, writeText } from '../../../model/textEdit'
import { textOf } from '../../../model/showEdits'
import type { RecordName } from '../../../model/schema'
import { SHOW } from '../../../model/schema.gen'
import type { Place, Presence } from '../../../sync/presence'
import { useDesk } from '../DeskContext'
import type { Peer } from '../peers'
import { CaretLayer } from './CaretLayer'
import styles from './Fields.module.css'
import { shareField } from './sharedField'
import { MARK } from './writtenOver'

interface Look {
  label: string
  lines: 'one' | 'many'
  peers: readonly Peer[]
  /** Takes the focus as soon as it is drawn; with `replace` all of the text is selected, to be typed over. */
  start?: 'keep' | 'replace'
  placeholder?: string
  /** A form field rather than a grid cell. */
  boxed?: boolean
}

export interface SharedTextProps extends Look {
  /** Gives the live text; the same function as long as it is the same text. */
  textOf: () => Y.Text
  presence: Presence
  /** Where that is, for the others; the same object as long as it is the same place. */
  place: Place
  limit: number
}

export interface SharedTextFieldProps extends Look {
  record: RecordName
  id: string
  /** A prose field of the record. */
  field: string
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

/** A prose field of the show. */
export const SharedTextField = ({ record, id, field, ...look }: SharedTextFieldProps) => {
  const { doc, presence } = useDesk().session
  const text = useCallback(() => textOf(doc, record as 'segments', id, field as 'name'), [doc, record, id, field])
  const place = useMemo(() => ({ record, id, field }), [record, id, field])
  return <SharedText {...look} textOf={text} presence={presence} place={place} limit={limitOf(record, field)} />
}

/** A text that several people can type into at once, with the carets of the others in it. */
export const SharedText = (props: SharedTextProps) => {
  const { textOf: live, presence, place, lines, peers, start } = props
  const ref = useRef<HTMLTextAreaElement>(null)
  const [shown, setShown] = useState('')
  /** Where somebody is writing, one's own words come beside theirs, not over them. */
  const [joins] = useState(() => peers.some((peer) => peer.head !== null))

  useLayoutEffect(() => {
    const field = ref.current
    if (!field) return undefined
    const text = live()
    const tell = (): void => {
      setShown(field.value)
      if (document.activeElement !== field) return
      presence.here({ ...place, anchor: field.selectionStart ?? 0, head: field.selectionEnd ?? 0 })
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
  }, [live, presence, place, start, lines, joins])

  return (
    <span className={styles.shared} data-boxed={props.boxed} data-lines={lines}>
      <textarea
        ref={ref}
        className={styles.input}
        aria-label={props.label}
        maxLength={props.limit}
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
