import { useReadable } from '../../react/useDoc'
import { PersonDialog } from './PersonDialog'
import { closeNaming, naming } from './askName'

/** The dialog for one's name, when it was asked for; whoever closes it is a guest, and finds it again in the menu. */
export const NamePrompt = () => (useReadable(naming) ? <PersonDialog title="Who are you?" onClose={closeNaming} /> : null)
