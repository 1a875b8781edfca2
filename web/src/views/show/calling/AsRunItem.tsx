import { useSession } from '../../../react/useSession'
import { MenuItem } from '../../../ui/Menu'
import { useCall } from './CallContext'

/** How the show went, once it has begun; the server makes it. */
export const AsRunItem = () => {
  const { name } = useSession()
  const { state } = useCall()
  if (state?.firstStartedAt == null) return null
  return <MenuItem icon="export" label="As run (XLSX)" href={`/api/live/${name}/as-run?format=xlsx`} download="" />
}
