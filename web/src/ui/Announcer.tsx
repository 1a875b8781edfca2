import { useEffect, useState } from 'react'
import styles from './Announcer.module.css'
import { Announcements } from './announcements'

const announcements = new Announcements()

/** Tells a screen reader politely what has happened; see announcements.ts for the pace. */
export const announce = (sentence: string): void => announcements.announce(sentence)

/** The live region; once, at the top of the app. */
export const Announcer = () => {
  const [spoken, speak] = useState({ text: '', turn: 0 })
  useEffect(() => announcements.subscribe((text) => speak(({ turn }) => ({ text, turn: turn + 1 }))), [])
  return (
    <div role="status" aria-live="polite" className={styles.unseen} data-print="hide">
      {/* A new element each turn, so that the same sentence twice is heard twice. */}
      <span key={spoken.turn}>{spoken.text}</span>
    </div>
  )
}
