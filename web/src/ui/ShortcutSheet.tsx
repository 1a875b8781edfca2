import type { ReactNode } from 'react'
import { Dialog } from './Dialog'
import { Kbd } from './Kbd'
import styles from './ShortcutSheet.module.css'

export interface ShortcutGroup {
  title: string
  /** Each with its ways to press it, e.g. ["Mod+Z"] or ["Delete", "Backspace"]. */
  shortcuts: readonly { label: string; keys: readonly string[] }[]
}

interface Props {
  groups: readonly ShortcutGroup[]
  isOpen: boolean
  onClose: () => void
  /** A choice about the keys, below them. */
  children?: ReactNode
}

/** Every key that does something, on one sheet; opened with "?". */
export const ShortcutSheet = ({ groups, isOpen, onClose, children }: Props) => (
  <Dialog title="Keyboard" size="large" isOpen={isOpen} onClose={onClose}>
    <div className={styles.groups}>
      {groups.map((group) => (
        <section key={group.title} className={styles.group}>
          <h3 className={styles.title}>{group.title}</h3>
          <dl className={styles.list}>
            {group.shortcuts.map(({ label, keys }) => (
              <div key={label} className={styles.line}>
                <dt>{label}</dt>
                <dd className={styles.ways}>
                  {keys.map((combination) => (
                    <Kbd key={combination} keys={combination} />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
    {children}
  </Dialog>
)
