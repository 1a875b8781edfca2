import { type FormEvent, useState } from 'react'
import { deleteDocument, renameDocument, sentenceOf } from '../../../api'
import { makeCompanion, setAudience } from '../../../api/companions'
import { useSession } from '../../../react/useSession'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorNote } from '../../../ui/ErrorNote'
import { Field } from '../../../ui/Field'
import { Select } from '../../../ui/Select'
import { roleName } from '../../sharing/words'
import { useDesk } from '../DeskContext'
import { quoted } from '../words'
import { AUDIENCES, audienceOf, PARTS, type Parts, partsOf } from './audience'
import styles from './PrivateDialog.module.css'

interface Props {
  /** The column's document; null for a new one. */
  name: string | null
  onClose: () => void
}

const NEW = { title: '', edits: ['stage_manager'], reads: [] }

const Roles = ({ parts, onChange }: { parts: Parts; onChange: (parts: Parts) => void }) => (
  <div className={styles.roles} role="group" aria-label="Who sees it">
    {AUDIENCES.map((role) => (
      <div key={role} className={styles.role}>
        <span aria-hidden>{roleName(role)}</span>
        <Select
          label={roleName(role)}
          labelHidden
          options={PARTS}
          value={parts[role] ?? 'none'}
          onChange={(part) => onChange({ ...parts, [role]: part })}
        />
      </div>
    ))}
  </div>
)

/** What is done to the column on the server; the page follows as soon as it is done. */
const useServer = (onClose: () => void) => {
  const { companions } = useDesk()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const does = async (act: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    setProblem(null)
    try {
      await act()
      await companions.refresh()
      onClose()
      return true
    } catch (error) {
      setProblem(sentenceOf(error))
      setBusy(false)
      return false
    }
  }
  return { isBusy, problem, does }
}

/** A private column: what it is called, and who sees it. */
export const PrivateDialog = ({ name, onClose }: Props) => {
  const desk = useDesk()
  const show = useSession().name
  const known = name === null ? NEW : (desk.companions.find(name) ?? NEW)
  const [title, setTitle] = useState(known.title)
  const [parts, setParts] = useState<Parts>(() => partsOf(known))
  const { isBusy, problem, does } = useServer(onClose)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void does(async () => {
      if (name === null) return makeCompanion(show, title.trim(), audienceOf(parts))
      if (title.trim() !== known.title) await renameDocument(name, title.trim())
      return setAudience(name, audienceOf(parts))
    })
  }
  const remove = async (): Promise<void> => {
    if (name !== null && (await does(() => deleteDocument(name)))) desk.announce(`${quoted(known.title)} deleted; it can be restored under Columns`)
  }
  return (
    <Dialog
      title={name === null ? 'Add a private column' : 'Private column'}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <>
          {name === null ? null : (
            <Button tone="danger" icon="trash" isDisabled={isBusy} onPress={() => void remove()}>
              Delete
            </Button>
          )}
          <Button type="submit" form="private-column" tone="primary" isPending={isBusy} isDisabled={title.trim() === ''}>
            {name === null ? 'Add the column' : 'Save'}
          </Button>
        </>
      }
    >
      <form id="private-column" className={styles.form} onSubmit={submit}>
        <p className={styles.hint}>
          Its notes stand beside each segment, for those you choose here and for nobody else: others do not even see that there
          is such a column. Owners see all of them.
        </p>
        <Field label="What it is called" placeholder="e.g. Stage management" value={title} onChange={setTitle} maxLength={60} autoComplete="off" />
        <Roles parts={parts} onChange={setParts} />
        {problem === null ? null : <ErrorNote title="That was not done">{problem}</ErrorNote>}
      </form>
    </Dialog>
  )
}
