import { exportPath, type ExportFormat } from '../../api'
import { MenuItem } from '../../ui/Menu'

const FORMATS: readonly { readonly format: ExportFormat; readonly label: string }[] = [
  { format: 'xlsx', label: 'Spreadsheet (XLSX)' },
  { format: 'csv', label: 'Table (CSV)' },
  { format: 'json', label: 'Everything (JSON)' },
]

/** The formats that a browser makes by itself. */
export type MadeHere = Exclude<ExportFormat, 'xlsx'>

interface Props {
  documentName: string
  /** While the server cannot be asked: makes the file out of what is on this device. */
  makeHere?: ((format: MadeHere) => void) | null
}

/** The ways out of Callboard, the same in every menu. */
export const ExportItems = ({ documentName, makeHere = null }: Props) => (
  <>
    {FORMATS.map(({ format, label }) => {
      if (makeHere === null)
        return <MenuItem key={format} icon="export" label={label} href={exportPath(documentName, format)} download="" />
      return format === 'xlsx' ? (
        <MenuItem key={format} icon="export" label={label} description="Only the server can make this one" isDisabled />
      ) : (
        <MenuItem key={format} icon="export" label={label} onAction={() => makeHere(format)} />
      )
    })}
  </>
)
