import type { MadeShare } from '../../api/sharing'
import { Button } from '../../ui/Button'
import { useNow } from '../library/useNow'
import { CrewSheet, printSheet } from './CrewSheet'
import { LinkAddress, useOrigin } from './LinkAddress'
import styles from './MadeLink.module.css'
import { namedPlace, type Place } from './places'
import { Qr } from './Qr'
import { addressOf, endOf, roleName, titleOf } from './words'

export interface Made extends MadeShare {
  readonly place: Place
}

/** A link that has just been made: to copy, to point a phone at, and to print. Nobody can read it again. */
export const MadeLink = ({ made: { share, link, place, addresses } }: { made: Made }) => {
  const { title } = place
  const reach = useOrigin(addresses)
  const address = addressOf(reach.origin, link)
  const end = endOf(share, useNow())
  return (
    <div className={styles.made}>
      <div className={styles.code}>
        <Qr text={address} label={`Code for the link to ${title}`} />
      </div>
      <div className={styles.words}>
        <p>
          <strong>{titleOf(share)}</strong>: whoever opens it is {roleName(share.role).toLowerCase()} of {namedPlace(place)}
          {place.id === 'workspace' ? ', those that are made later too' : ''}. It {end}.
        </p>
        <LinkAddress label="Link" address={address} reach={reach} />
        <div>
          <Button icon="print" onPress={printSheet}>
            Print a sheet with the code
          </Button>
        </div>
        {share.has_passphrase ? <p>Tell the passphrase by another way: it is not in the link.</p> : null}
      </div>
      <CrewSheet title={title} role={share.role} address={address} end={end} hasPassphrase={share.has_passphrase} />
    </div>
  )
}
