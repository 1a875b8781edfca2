import type { ReactNode } from 'react'
import { useReady } from '../../../react/useSession'
import { Skeleton } from '../../../ui/Skeleton'
import { Dialogs } from '../Dialogs'
import { Nothing } from '../Nothing'
import { useKind, useNothing } from '../obstacles'
import { OtherKind } from '../OtherKind'
import { ShowHeader } from '../ShowHeader'
import { Shut, useShut } from '../Shut'
import { useNotices } from '../useNotices'
import { useParting } from '../useParting'
import { useWarnings } from '../useWarnings'

/** A screen of a show that is not its plan: once there is something to see, and whoever is there may see it. */
export const Gate = ({ children }: { children: ReactNode }) => {
  const ready = useReady()
  const nothing = useNothing()
  const shut = useShut()
  const kind = useKind()
  useNotices()
  useParting()
  useWarnings()
  if (shut !== null || nothing !== null)
    return (
      <>
        <ShowHeader isBare />
        {shut !== null ? <Shut kind={shut} /> : null}
        {shut === null && nothing !== null ? <Nothing kind={nothing} /> : null}
      </>
    )
  if (!ready) return <Skeleton label="Opening the show" rows={6} />
  if (kind !== 'show') return <OtherKind kind={kind} />
  return (
    <>
      {children}
      <Dialogs />
    </>
  )
}
