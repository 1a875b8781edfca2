import { useSession } from '../../../react/useSession'
import { showPath } from '../../../routes'
import { MenuItem } from '../../../ui/Menu'
import { useCall } from './CallContext'

/** How the show went, once it has begun: to be read and printed, or for a spreadsheet, which the server makes. */
export const AsRunItem = () => {
  const { name } = useSession()
  const { state } = useCall()
  if (state?.firstStartedAt == null) return null
  return (
    <>
      <MenuItem icon="print" label="As run, on paper…" href={showPath(name, 'report')} />
      <MenuItem icon="export" label="As run (XLSX)" href={`/api/live/${name}/as-run?format=xlsx`} download="" />
    </>
  )
}
