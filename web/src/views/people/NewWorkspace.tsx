import { type FormEvent, useState } from 'react'
import { sentenceOf } from '../../api'
import { foundWorkspace } from '../../api/members'
import { visit } from '../../api/visit'
import { announce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorNote } from '../../ui/ErrorNote'
import { Field } from '../../ui/Field'
import styles from './People.module.css'
import { chooseWorkspace } from './workspace'

const FORM = 'new-workspace'

/** For whoever administers the server: another workspace, with shows and people of its own. */
export const NewWorkspace = () => {
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button icon="add" onPress={() => setAsking(true)}>
        New workspace
      </Button>
      {isAsking ? <NewWorkspaceDialog onClose={() => setAsking(false)} /> : null}
    </>
  )
}

const NewWorkspaceDialog = ({ onClose }: { onClose: () => void }) => {
  const [name, setName] = useState('')
  const [isMaking, setMaking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const make = async (event: FormEvent) => {
    event.preventDefault()
    setMaking(true)
    setProblem(null)
    try {
      const id = await foundWorkspace(name.trim())
      await visit.refresh()
      chooseWorkspace(id)
      announce(`You are the owner of ${name.trim()}.`)
      onClose()
    } catch (error) {
      setProblem(sentenceOf(error))
      setMaking(false)
    }
  }
  return (
    <Dialog
      title="New workspace"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={FORM} tone="primary" isPending={isMaking} isDisabled={name.trim() === ''}>
            Make workspace
          </Button>
        </>
      }
    >
      <form id={FORM} className={styles.form} onSubmit={(event) => void make(event)}>
        <Field label="Name" placeholder="e.g. The school" value={name} onChange={setName} maxLength={80} autoFocus />
        <p>Its shows and its people are its own: whoever is in another workspace sees nothing of it until you invite them.</p>
        {problem === null ? null : <ErrorNote title="The workspace was not made">{problem}</ErrorNote>}
      </form>
    </Dialog>
  )
}
