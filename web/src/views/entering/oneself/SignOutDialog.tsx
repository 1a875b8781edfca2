import { useState } from 'react'
import type { Me } from '../../../api/people'
import { visit } from '../../../api/visit'
import { Button } from '../../../ui/Button'
import { Choice } from '../../../ui/Choice'
import { Dialog } from '../../../ui/Dialog'
import { ErrorNote } from '../../../ui/ErrorNote'
import styles from './Oneself.module.css'
import { UnsavedHere } from './UnsavedHere'
import { useLeaving } from './useLeaving'

const CHOICES = [
  { id: 'keep', label: 'Keep my copies here', description: 'Only you see them, when you sign in again: also without the server.' },
  { id: 'remove', label: 'Remove my copies', description: 'For a computer that others use too. On the server the shows stay.' },
] as const
type Choosing = (typeof CHOICES)[number]['id']

const leadFor = (me: Me | null): string => {
  if (me?.mode === 'password') return 'This browser forgets the password of the server. Whoever opens Callboard here has to type it.'
  return me?.visitor?.kind === 'guest'
    ? 'This browser forgets the links that were opened in it, and the copies of their shows. Open the links again to come back.'
    : 'What is open in this browser closes. You can sign in again at any time.'
}

const copiesHere = (copies: number): string =>
  `This browser keeps ${copies === 1 ? 'a copy of one show' : `copies of ${copies} shows`}, to work without the server.`

/** Asks once more, and what is to become of what is kept here: on a shared computer nothing shall stay. */
export const SignOutDialog = ({ onClose }: { onClose: () => void }) => {
  const [me] = useState(() => visit.get().me)
  const isGuest = me?.mode === 'accounts' && me.visitor?.kind === 'guest'
  const { unsaved, copies, isWorking, problem, isOut, leave } = useLeaving()
  const [chosen, choose] = useState<Choosing>('keep')
  // A guest has no way back to the copies but a new link.
  const isRemoving = isGuest || chosen === 'remove'
  const isLosing = isRemoving && unsaved.length > 0
  return (
    <Dialog
      title="Sign out?"
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button tone={isLosing ? 'danger' : 'primary'} isPending={isWorking} onPress={() => void leave(isRemoving)}>
            {isOut ? 'Try again' : isLosing ? 'Sign out and lose them' : 'Sign out'}
          </Button>
        </>
      }
    >
      <div className={styles.parts}>
        <p>{leadFor(me)}</p>
        {copies === null || copies === 0 || isGuest ? null : (
          <>
            <p className={styles.soft}>{copiesHere(copies)}</p>
            <Choice label="Your copies" options={CHOICES} value={chosen} onChange={choose} />
          </>
        )}
        {unsaved.length === 0 ? null : <UnsavedHere shows={unsaved} isRemoving={isRemoving} />}
        {problem === null ? null : (
          <ErrorNote title={isOut ? 'Something is still here' : 'You are still signed in'}>{problem}</ErrorNote>
        )}
      </div>
    </Dialog>
  )
}
