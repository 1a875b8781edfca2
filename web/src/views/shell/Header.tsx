import type { Ref } from 'react'
import { Link } from 'react-aria-components'
import { libraryPath } from '../../routes'
import styles from './Header.module.css'
import { Mark } from './Mark'
import { PersonMenu } from './PersonMenu'

/** The bar at the top: home, whatever the screen puts there (InHeader), and who one is. */
export const Header = ({ slotRef }: { slotRef: Ref<HTMLDivElement> }) => (
  <header className={styles.header} data-print="hide">
    <Link href={libraryPath()} className={styles.home ?? ''} aria-label="Callboard: all shows">
      <Mark />
      <span className={styles.word}>Callboard</span>
    </Link>
    <div ref={slotRef} className={styles.slot} />
    <PersonMenu />
  </header>
)
