import type { Workspace } from '../../api/people'
import { Select } from '../../ui/Select'

interface Props {
  places: readonly Workspace[]
  value: string
  onChange: (id: string) => void
}

/** Which workspace a new show goes into; where there is no choice, nothing is asked. */
export const PlaceField = ({ places, value, onChange }: Props) =>
  places.length < 2 ? null : (
    <Select label="Workspace" options={places.map(({ id, name }) => ({ id, label: name }))} value={value} onChange={onChange} />
  )

/** What is said of it to the server. */
export const inPlace = (places: readonly Workspace[], id: string): { workspace?: string } =>
  places.length < 2 ? {} : { workspace: id }
