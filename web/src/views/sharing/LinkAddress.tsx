import { useState } from 'react'
import { Note } from '../../ui/Note'
import { Select } from '../../ui/Select'
import { CopyField } from './CopyField'
import { originsFor } from './words'

/** The origins that a link can have, and the one that is chosen; that of this page if there is no better one. */
export const useOrigin = (addresses: readonly string[]) => {
  const [origins] = useState(() => originsFor(location.origin, addresses))
  const [origin, choose] = useState(origins[0] ?? location.origin)
  return { origins, origin, choose }
}

interface Props {
  label: string
  /** With the origin that was chosen. */
  address: string
  reach: ReturnType<typeof useOrigin>
}

/** An address to pass on; on the computer where Callboard runs, one that leads there from elsewhere too. */
export const LinkAddress = ({ label, address, reach: { origins, origin, choose } }: Props) => (
  <>
    <CopyField label={label} text={address} />
    {origins.length > 1 ? (
      <Select
        label="Where the others reach this computer"
        options={origins.map((id) => ({ id, label: new URL(id).host }))}
        value={origin}
        onChange={choose}
      />
    ) : null}
    {origins.length > 0 ? null : (
      <Note tone="standby" title="This address leads to this computer only">
        Callboard listens for this computer alone. Start it with <code>--host 0.0.0.0</code> and make the link then: phones on
        the network can open that one.
      </Note>
    )}
  </>
)
