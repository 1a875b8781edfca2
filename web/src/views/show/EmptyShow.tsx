import { useMayEdit } from '../../react/useSession'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Kbd } from '../../ui/Kbd'
import { useDesk } from './DeskContext'
import styles from './EmptyShow.module.css'

/** A show without segments teaches how to begin. */
export const EmptyShow = () => {
  const desk = useDesk()
  if (!useMayEdit()) {
    return (
      <div className={styles.place}>
        <EmptyState title="Nothing on the running order yet">It appears here as soon as somebody writes it.</EmptyState>
      </div>
    )
  }
  return (
    <div className={styles.place}>
      <EmptyState
        title="Nothing on the running order yet"
        actions={
          <>
            <Button icon="import" onPress={() => desk.dialog.set({ kind: 'import' })}>
              Import a table
            </Button>
            <Button tone="primary" icon="add" onPress={() => desk.addSegment()}>
              Add the first segment
            </Button>
          </>
        }
      >
        <span className={styles.keys}>
          Press <Kbd keys="Enter" /> and type its name, such as “Doors”. <Kbd keys="Tab" /> goes on to its start and its
          duration.
        </span>
        <span className={styles.touch}>
          Add the first segment, such as “Doors”; touch it to say when it starts and how long it lasts.
        </span>
      </EmptyState>
    </div>
  )
}
