import { createPortal } from 'react-dom'
import { Qr } from './Qr'
import styles from './CrewSheet.module.css'
import { roleName } from './words'

export interface Sheet {
  readonly title: string
  readonly role: string
  readonly address: string
  readonly end: string
  readonly hasPassphrase: boolean
}

const whose = (role: string): string => (role === 'crew' ? 'Crew link' : `${roleName(role)} link`)

/** The page that is pinned to the wall: one large code, and the address for who has no camera. */
export const CrewSheet = ({ title, role, address, end, hasPassphrase }: Sheet) =>
  createPortal(
    <section className={styles.sheet} data-sheet data-print="only">
      <h1>
        {whose(role)} for {title}
      </h1>
      <p>Point the camera of a phone at the code and open what it finds. No account is needed.</p>
      <div className={styles.code}>
        <Qr text={address} label={`Code for ${address}`} />
      </div>
      <p className={styles.address}>{address}</p>
      <p>
        {hasPassphrase ? 'Ask for the passphrase. ' : ''}
        The link {end}.
      </p>
    </section>,
    document.body,
  )

/** Prints the sheet alone, without the screen behind it (styles/print.css). */
export const printSheet = (): void => {
  const root = document.documentElement
  root.dataset['printing'] = 'sheet'
  addEventListener('afterprint', () => delete root.dataset['printing'], { once: true })
  window.print()
}
