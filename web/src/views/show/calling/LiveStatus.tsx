import type { Status } from '../../../model/schema'
import { StatusMark } from '../cells/StatusMark'
import { useLiveStatus } from './CallContext'

/** How far a segment has got: what the call knows counts, before that what was planned. */
export const LiveStatus = ({ segment, planned }: { segment: string; planned: Status }) => (
  <StatusMark status={useLiveStatus(segment) ?? planned} />
)
