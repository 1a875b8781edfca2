import { useId, useState } from 'react'
import { sentenceOf } from '../../../api'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field } from '../../../ui/Field'

interface Props {
  heading: string
  title: string
  description?: string
  onName: (title: string) => Promise<void>
  onClose: () => void
}

/** Gives a moment a name, or a version another one. */
export const NameDialog = ({ heading, title, description, onName, onClose }: Props) => {
  const form = useId()
  const [typed, setTyped] = useState(title)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const name = typed.trim()
  const save = async (): Promise<void> => {
    if (name === '' || isBusy) return
    setBusy(true)
    try {
      await onName(name)
      onClose()
    } catch (error) {
      setProblem(sentenceOf(error))
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={heading}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={form} tone="primary" isDisabled={name === ''} isPending={isBusy}>
            Keep
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field
          label="Name"
          placeholder="Before tech"
          value={typed}
          onChange={setTyped}
          maxLength={200}
          autoFocus
          error={problem}
          {...(description === undefined ? {} : { description })}
        />
      </form>
    </Dialog>
  )
}
