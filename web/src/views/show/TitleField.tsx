import { type KeyboardEvent, useState } from 'react'
import { SHOW } from '../../model/schema.gen'
import { rename } from '../../model/showEdits'
import { useMayEdit, useSession, useShow } from '../../react/useSession'
import styles from './ShowHeader.module.css'

/** What the show is called, renamed in place: Enter or leaving keeps it, Escape does not. */
export const TitleField = () => {
  const { doc } = useSession()
  const mayEdit = useMayEdit()
  const title = useShow((show) => show.meta.title)
  const [typed, setTyped] = useState<string | null>(null)
  const keep = (): void => {
    const next = typed?.trim() ?? ''
    if (mayEdit && next !== '' && next !== title) rename(doc, next)
    setTyped(null)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') setTyped(null)
    if (event.key === 'Escape' || event.key === 'Enter') {
      const field = event.currentTarget
      // After the state has been drawn, so that leaving does not keep what Escape gave up.
      queueMicrotask(() => field.blur())
    }
  }
  return (
    <input
      className={styles.title}
      aria-label="Title of the show"
      placeholder="Untitled show"
      maxLength={SHOW.roots.meta.fields.title.limit}
      spellCheck={false}
      readOnly={!mayEdit}
      autoComplete="off"
      value={typed ?? title}
      onFocus={() => setTyped(title)}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={keep}
      onKeyDown={onKeyDown}
    />
  )
}
