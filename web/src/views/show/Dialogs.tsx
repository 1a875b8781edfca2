import type { ReactElement } from 'react'
import { useReadable } from '../../react/useDoc'
import { MissingDialog } from '../shell/Missing'
import { part } from '../shell/part'
import { StartOverDialog } from './calling/StartOverDialog'
import { ColumnsDialog } from './ColumnsDialog'
import { DeletedDialog } from './DeletedDialog'
import { useDesk } from './DeskContext'
import type { Dialog } from './desk'
import { HistoryDialog } from './HistoryDialog'
import { ImportDialog } from './ImportDialog'
import { InfoDialog } from './InfoDialog'
import { PrivateDialog } from './privately/PrivateDialog'
import { SegmentSheet } from './SegmentSheet'
import { Shortcuts } from './Shortcuts'
import { UnwantedDialog } from './UnwantedDialog'

const ScreensDialog = part(() => import('./stage/builder/ScreensDialog'), { missing: MissingDialog })

const DIALOGS: { [K in Dialog['kind']]: (dialog: Extract<Dialog, { kind: K }>, onClose: () => void) => ReactElement } =
  {
    columns: (_dialog, onClose) => <ColumnsDialog onClose={onClose} />,
    deleted: (_dialog, onClose) => <DeletedDialog onClose={onClose} />,
    history: (_dialog, onClose) => <HistoryDialog onClose={onClose} />,
    import: (_dialog, onClose) => <ImportDialog onClose={onClose} />,
    info: (_dialog, onClose) => <InfoDialog onClose={onClose} />,
    private: ({ name }, onClose) => <PrivateDialog name={name} onClose={onClose} />,
    segment: ({ id }, onClose) => <SegmentSheet key={id} id={id} onClose={onClose} />,
    screens: (_dialog, onClose) => <ScreensDialog onClose={onClose} />,
    startOver: (_dialog, onClose) => <StartOverDialog onClose={onClose} />,
    unwanted: (_dialog, onClose) => <UnwantedDialog onClose={onClose} />,
    shortcuts: (_dialog, onClose) => <Shortcuts onClose={onClose} />,
  }

/** Whichever dialog is up; one at a time. */
export const Dialogs = () => {
  const desk = useDesk()
  const dialog = useReadable(desk.dialog)
  if (!dialog) return null
  const draw = DIALOGS[dialog.kind] as (dialog: Dialog, onClose: () => void) => ReactElement
  return draw(dialog, () => desk.dialog.set(null))
}
