import styles from './Kbd.module.css'
import { keyCaps, thisKeyboard } from './keys'

/** The keys to press, drawn as caps: `<Kbd keys="Mod+Shift+Z" />`. */
export const Kbd = ({ keys }: { keys: string }) => (
  <kbd className={styles.keys}>
    {keyCaps(keys, thisKeyboard()).map((cap) => (
      <kbd key={cap} className={styles.cap}>
        {cap}
      </kbd>
    ))}
  </kbd>
)
