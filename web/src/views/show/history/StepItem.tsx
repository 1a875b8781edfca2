import { useState } from 'react'
import type { Author, Step } from '../../../api/history'
import { Avatar } from '../../../ui/Avatar'
import { Button } from '../../../ui/Button'
import { IconButton } from '../../../ui/IconButton'
import { Mark } from '../../shell/Mark'
import { Menu, MenuItem } from '../../../ui/Menu'
import { StepConflicts } from '../conflicts/StepConflicts'
import { ChangeLine } from './ChangeLine'
import changes from './Changes.module.css'
import { momentTitle, span } from './days'
import { useHistory } from './HistoryContext'
import styles from './Timeline.module.css'
import { useMayEdit } from '../../../react/useSession'
import { useReadable } from '../../../react/useDoc'
import { minutes } from '../minutes'

const FEW = 4

export const nameOfAuthor = ({ name }: Author): string => name || 'Somebody'

const Face = ({ author }: { author: Author }) =>
  author.kind === 'server' ? (
    <span className={styles.server} aria-hidden>
      <Mark />
    </span>
  ) : (
    <Avatar name={author.name} colour={author.colour} size="small" />
  )

const StepMenu = ({ step }: { step: Step }) => {
  const { compare, wish, name } = useHistory()
  const now = useReadable(minutes)
  const when = momentTitle(step.ended_at, now)
  const mayEdit = useMayEdit()
  const [before, after] = [String(step.first - 1), String(step.last)]
  return (
    <Menu
      label={`Moments of ${when}`}
      trigger={<IconButton icon="more" size="small" label={`What can be done with ${when}`} />}
    >
      <MenuItem icon="clock" label="Compare with now" onAction={() => compare({ from: after, to: 'now' })} />
      {mayEdit ? (
        <>
          <MenuItem icon="pencil" label="Name this moment…" onAction={() => name({ moment: after, title: when })} />
          <MenuItem
            icon="restore"
            label="Bring back the show as it was then…"
            onAction={() => wish({ moment: after, path: '', what: `the show as it was after this (${when})` })}
          />
          <MenuItem
            icon="undo"
            label="Bring back the show from before this…"
            onAction={() => wish({ moment: before, path: '', what: `the show as it was before this (${when})` })}
          />
        </>
      ) : null}
    </Menu>
  )
}

const Changes = ({ step }: { step: Step }) => {
  const { wish } = useHistory()
  const mayEdit = useMayEdit()
  const [isOpen, setOpen] = useState(false)
  const shown = isOpen ? step.changes : step.changes.slice(0, FEW)
  const hidden = step.amount - shown.length
  return (
    <>
      <ul className={changes.list}>
        {shown.map((change) => (
          <ChangeLine
            key={`${change.path} ${change.action}`}
            change={change}
            // Before the show was made there is nothing to bring back.
            action={
              change.path === '' || !mayEdit ? null : (
                <IconButton
                  icon="undo"
                  size="small"
                  label={`Bring back what was before: ${change.sentence}`}
                  onPress={() =>
                    wish({ moment: String(step.first - 1), path: change.path, what: 'what was there before' })
                  }
                />
              )
            }
          />
        ))}
      </ul>
      {isOpen && hidden > 0 ? <p className={styles.rest}>and {hidden} more</p> : null}
      {!isOpen && hidden > 0 ? (
        <span className={styles.rest}>
          <Button tone="quiet" size="small" icon="chevron-down" onPress={() => setOpen(true)}>
            {hidden} more
          </Button>
        </span>
      ) : null}
    </>
  )
}

/** What one person did in one go. */
export const StepItem = ({ step }: { step: Step }) => {
  const { author, brought_by } = step
  return (
    <li className={styles.step}>
      <div className={styles.who}>
        <Face author={author} />
        <span className={styles.name}>{nameOfAuthor(author)}</span>
        <time className={styles.when} dateTime={new Date(step.ended_at).toISOString()}>
          {span(step)}
        </time>
        <StepMenu step={step} />
      </div>
      {brought_by === null ? null : <p className={styles.brought}>brought by {nameOfAuthor(brought_by)}</p>}
      <div className={styles.changes}>
        <Changes step={step} />
        <StepConflicts conflicts={step.conflicts} />
      </div>
    </li>
  )
}
