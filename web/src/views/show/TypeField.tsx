import { useEffect, useRef, useState } from 'react'
import { SEGMENT_TYPES } from '../../model/schema'
import { ComboBox } from '../../ui/ComboBox'
import { typeWord } from './words'

const SUGGESTIONS = SEGMENT_TYPES.map(typeWord)

/** A suggestion in any spelling is stored as the suggestion; anything else as it was written. */
const stored = (typed: string): string => {
  const wanted = typed.trim()
  return SEGMENT_TYPES.find((type) => type === wanted.toLowerCase()) ?? wanted
}

/** The type of a segment on its sheet: written once it is complete, when the field is left or the sheet closed. */
export const TypeField = ({ type, onCommit }: { type: string; onCommit: (type: string) => void }) => {
  const [typed, setTyped] = useState<string | null>(null)
  const commit = (): void => {
    const next = stored(typed ?? '')
    if (next !== '' && next !== type) onCommit(next)
    setTyped(null)
  }
  const latest = useRef(commit)
  useEffect(() => {
    latest.current = commit
  })
  useEffect(() => () => latest.current(), [])
  return (
    <div onBlur={commit}>
      <ComboBox label="Type" suggestions={SUGGESTIONS} value={typed ?? typeWord(type)} onChange={setTyped} />
    </div>
  )
}
