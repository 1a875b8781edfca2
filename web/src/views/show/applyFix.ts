import { edit } from '../../model/edit'
import { insertSegments, setFields } from '../../model/showEdits'
import type { ShowDesk } from './desk'
import type { Fix, FixEdit } from './fixes'

const perform = (desk: ShowDesk, change: FixEdit): void => {
  const { doc } = desk.session
  if ('set' in change) setFields(doc, 'segments', [change.set], change.values, desk.context())
  else insertSegments(doc, { before: change.insertBefore }, [change.values], desk.context())
}

/** Does what a way out says, as one edit, and offers to take it back. */
export const applyFix = (desk: ShowDesk, fix: Fix): void => {
  edit(desk.session.doc, () => fix.edits.forEach((change) => perform(desk, change)))
  desk.announce(fix.done, { undo: true })
}
