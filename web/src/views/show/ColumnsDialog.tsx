import { isAccount } from '../../api/standing'
import { visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { useSession } from '../../react/useSession'
import { COLUMNS, type Column, columnsOf, resetColumns, showColumns } from '../../sync/preferences'
import { Button } from '../../ui/Button'
import { Checkbox } from '../../ui/Checkbox'
import { Dialog } from '../../ui/Dialog'
import { columnName } from './columns'
import styles from './ColumnsDialog.module.css'
import { PrivateColumns } from './privately/PrivateColumns'

const toggled = (shown: readonly Column[], column: Column, { on }: { on: boolean }): readonly Column[] =>
  on ? [...shown, column] : shown.filter((one) => one !== column)

/** Which columns one sees of this show (S000-31 … S000-36, U8). The table changes at once. */
export const ColumnsDialog = ({ onClose }: { onClose: () => void }) => {
  const { name } = useSession()
  const shown = useReadable(columnsOf(name))
  const isEverywhere = isAccount(useReadable(visit).me)
  return (
    <Dialog
      title="Columns"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={() => resetColumns(name)}>
            Reset
          </Button>
          <Button tone="primary" onPress={onClose}>
            Done
          </Button>
        </>
      }
    >
      <p className={styles.hint}>
        {isEverywhere
          ? 'You see the table like this on all your devices; nobody else does.'
          : 'Only this browser shows the table like this.'}
      </p>
      <div className={styles.columns} role="group" aria-label="Columns shown">
        {COLUMNS.map((column) => (
          <Checkbox
            key={column}
            isSelected={shown.includes(column)}
            isDisabled={shown.length === 1 && shown[0] === column}
            onChange={(on) => showColumns(name, toggled(shown, column, { on }))}
          >
            {columnName(column)}
          </Checkbox>
        ))}
      </div>
      <PrivateColumns />
    </Dialog>
  )
}
