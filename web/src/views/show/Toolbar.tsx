import { Button as AriaButton } from 'react-aria-components'
import { formatTime } from '../../model/times'
import { useReadable } from '../../react/useDoc'
import { useMayEdit, useSession, useShow, useStatus } from '../../react/useSession'
import { Button } from '../../ui/Button'
import { Icon, type IconName } from '../../ui/Icon'
import { IconButton } from '../../ui/IconButton'
import { Kbd } from '../../ui/Kbd'
import { Menu, MenuItem, MenuSection } from '../../ui/Menu'
import { ExportItems } from '../shell/ExportItems'
import { AsRunItem } from './calling/AsRunItem'
import { CallButton } from './calling/CallButton'
import { StartOverItem } from './calling/StartOverItem'
import { useDesk } from './DeskContext'
import { LOOK_ONLY } from './desk'
import { exportHere, madeHere } from './exportHere'
import { showDate } from './showDate'
import styles from './Toolbar.module.css'
import { useUndo } from './useUndo'

const Fact = ({
  fact,
  icon,
  children,
}: {
  fact: 'date' | 'place' | 'zone' | 'start'
  icon?: IconName
  children: string
}) => (
  <span className={styles.fact} data-fact={fact}>
    {icon ? <Icon name={icon} size="small" /> : null}
    {children}
  </span>
)

/** When and where the show is; pressed, it can be changed. */
const Info = () => {
  const desk = useDesk()
  const info = useShow((show) => show.show)
  const facts = (
    <>
      <Fact fact="date">{info.date ? showDate(info.date) : 'No date yet'}</Fact>
      {info.venue ? <Fact fact="place">{info.venue}</Fact> : null}
      <Fact fact="zone">{info.time_zone.replaceAll('_', ' ')}</Fact>
      {info.planned_start === null ? null : (
        <Fact fact="start" icon="clock">{`starts ${formatTime(info.planned_start)}`}</Fact>
      )}
    </>
  )
  if (!useMayEdit()) return <span className={styles.info} data-still>{facts}</span>
  return (
    <AriaButton
      className={styles.info ?? ''}
      onPress={() => desk.dialog.set({ kind: 'info' })}
      aria-label="Date, place and start of the show: change"
    >
      {facts}
      <Icon name="pencil" size="small" />
    </AriaButton>
  )
}

const UndoButtons = () => {
  const desk = useDesk()
  const { canUndo, canRedo } = useUndo()
  return (
    <>
      <IconButton
        icon="undo"
        label="Undo"
        hint={<Kbd keys="Mod+Z" />}
        isDisabled={!canUndo}
        onPress={() => desk.performNamed('undo')}
      />
      <IconButton
        icon="redo"
        label="Redo"
        hint={<Kbd keys="Mod+Shift+Z" />}
        isDisabled={!canRedo}
        onPress={() => desk.performNamed('redo')}
      />
    </>
  )
}

/** Who may only look is told so where the others have what edits. */
const LookOnly = () => (
  <span className={styles.look}>
    <Icon name="eye" size="small" />
    {LOOK_ONLY}
  </span>
)

const AddSegment = () => {
  const desk = useDesk()
  return (
    <>
      <span className={styles.wide}>
        <Button tone="primary" icon="add" onPress={() => desk.addSegment()}>
          Segment
        </Button>
      </span>
      <span className={styles.narrow}>
        <IconButton icon="add" label="Add a segment" onPress={() => desk.addSegment()} />
      </span>
    </>
  )
}

const MoreMenu = () => {
  const desk = useDesk()
  const { name } = useSession()
  const here = madeHere(useStatus().kind)
  const open = useReadable(desk.open)
  const anyOpen = open.size > 0
  const mayEdit = useMayEdit()
  return (
    <Menu label="More" trigger={<IconButton icon="more" label="More" />}>
      <MenuSection title="View">
        <MenuItem
          icon="cue"
          label={anyOpen ? 'Hide all cues' : 'Show all cues'}
          onAction={() => desk.setAllOpen({ open: !anyOpen })}
        />
        <MenuItem icon="columns" label="Columns…" onAction={() => desk.openColumns()} />
        <MenuItem icon="print" label="Print" keys="Mod+P" onAction={() => desk.print()} />
        <MenuItem icon="trash" label="Deleted rows" onAction={() => desk.dialog.set({ kind: 'deleted' })} />
        <MenuItem icon="history" label="History" onAction={() => desk.history.set(true)} />
        <MenuItem icon="keyboard" label="Keyboard" keys="?" onAction={() => desk.openShortcuts()} />
      </MenuSection>
      <MenuSection title="Export">
        <ExportItems documentName={name} makeHere={here ? (format) => exportHere(desk.show, format) : null} />
        <AsRunItem />
      </MenuSection>
      <StartOverItem />
      {mayEdit ? (
        <MenuSection title="Import">
          <MenuItem
            icon="import"
            label="Import into this show…"
            description="CSV, XLSX or JSON"
            onAction={() => desk.dialog.set({ kind: 'import' })}
          />
        </MenuSection>
      ) : null}
    </Menu>
  )
}

/** What can be done with the whole show. */
export const Toolbar = () => {
  const desk = useDesk()
  const mayEdit = useMayEdit()
  return (
    <div className={styles.frame} data-print="hide">
      <div className={styles.toolbar} role="toolbar" aria-label="Show">
        <Info />
        <span className={styles.space} />
        {mayEdit ? <UndoButtons /> : <LookOnly />}
        <CallButton />
        <span className={styles.wide}>
          <Button tone="quiet" icon="columns" onPress={() => desk.openColumns()}>
            Columns
          </Button>
        </span>
        <span className={`${styles.narrow} ${styles.roomy}`}>
          <IconButton icon="columns" label="Columns" onPress={() => desk.openColumns()} />
        </span>
        <MoreMenu />
        {mayEdit ? <AddSegment /> : null}
      </div>
    </div>
  )
}
