import type { ReactNode } from 'react'
import type { MadeInvitation } from '../../api/members'
import styles from './DocumentPeople.module.css'
import { LinkAddress, useOrigin } from './LinkAddress'

/** The link of an invitation that has just been made: to be sent by whoever made it. `children` say what it does. */
export const Invited = ({ made, children }: { made: MadeInvitation; children: ReactNode }) => {
  const reach = useOrigin(made.addresses)
  return (
    <div className={styles.add}>
      <p>{children} Callboard itself sends no mail.</p>
      <LinkAddress label="Link of the invitation" address={`${reach.origin}/invitation#${made.link}`} reach={reach} />
    </div>
  )
}
