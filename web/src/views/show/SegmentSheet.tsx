import { useMemo } from 'react'
import { cuesOf, liveSegments, scheduleRow } from '../../model/show'
import { deleteSegments, setFields } from '../../model/showEdits'
import { COLOURS, COUNTS, STATUSES, type Segment, type Values } from '../../model/schema'
import { useDoc } from '../../react/useDoc'
import { useMayEdit, useShow } from '../../react/useSession'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { IconButton } from '../../ui/IconButton'
import { standAtFoot } from '../../ui/atFoot'
import { Select } from '../../ui/Select'
import { SwatchPicker } from '../../ui/SwatchPicker'
import { SharedTextField } from './cells/SharedTextField'
import { TimeField } from './cells/TimeField'
import { DURATION, END, START, timeOfDay } from './cells/typedTime'
import { useDesk } from './DeskContext'
import { type Peer, peersIn } from './peers'
import { nearOf } from './rows'
import { SheetCues } from './SheetCues'
import { SegmentFacts } from './SegmentFacts'
import styles from './SegmentSheet.module.css'
import { PrivateNotes } from './privately/PrivateNotes'
import { TypeField } from './TypeField'
import { COUNT_WORDS, STATUS_WORDS, quoted } from './words'

interface Props {
  id: string
  onClose: () => void
}

export const Labelled = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <div className={styles.labelled}>
    <span className={styles.label} aria-hidden>
      {label}
    </span>
    {children}
  </div>
)

const Times = ({ segment, set }: { segment: Segment; set: (values: Values<'segments'>) => void }) => {
  const times = useShow((show) => scheduleRow(show, segment.id))
  const zone = useShow((show) => show.show.time_zone)
  if (!times) return null
  const now = (): number => timeOfDay(Date.now(), zone)
  return (
    <div className={styles.times}>
      <Labelled label={segment.start === null ? 'Start (follows)' : 'Start (fixed)'}>
        <TimeField
          boxed
          kind={START}
          label="Start"
          value={segment.start}
          planned={times.start}
          near={nearOf(times).start}
          now={now}
          onCommit={(start) => set({ start })}
        />
      </Labelled>
      <Labelled label="Duration">
        <TimeField
          boxed
          kind={DURATION}
          label="Duration"
          value={times.duration}
          planned={times.duration}
          now={now}
          onCommit={(duration) => set({ duration: duration ?? 0, end: null })}
        />
      </Labelled>
      <Labelled label={segment.end === null ? 'End' : 'End (fixed)'}>
        <TimeField
          boxed
          kind={END}
          label="End"
          value={segment.end}
          planned={times.end}
          now={now}
          onCommit={(end) => set({ end })}
        />
      </Labelled>
    </div>
  )
}

const COUNT_OPTIONS = COUNTS.map((id) => ({ id, label: COUNT_WORDS[id] }))
const STATUS_OPTIONS = STATUSES.map((id) => ({ id, label: STATUS_WORDS[id] }))

const Fields = ({
  segment,
  peers,
  set,
}: {
  segment: Segment
  peers: readonly Peer[]
  set: (values: Values<'segments'>) => void
}) => {
  const inField = (field: string): readonly Peer[] => peers.filter((peer) => peer.field === field)
  const text = { boxed: true, record: 'segments', id: segment.id } as const
  return (
    <>
      <Labelled label="Name">
        <SharedTextField
          {...text}
          field="name"
          label="Name"
          lines="one"
          peers={inField('name')}
          placeholder="What happens"
        />
      </Labelled>
      <Times segment={segment} set={set} />
      <Select
        label="When it begins late"
        options={COUNT_OPTIONS}
        value={segment.count}
        onChange={(count) => set({ count })}
      />
      <div className={styles.pair}>
        <TypeField key={segment.id} type={segment.type} onCommit={(type) => set({ type })} />
        <Select label="Status" options={STATUS_OPTIONS} value={segment.status} onChange={(status) => set({ status })} />
      </div>
      <Labelled label="Notes">
        <SharedTextField
          {...text}
          field="notes"
          label="Notes"
          lines="many"
          peers={inField('notes')}
          placeholder="Anything worth knowing"
        />
      </Labelled>
      <SwatchPicker label="Colour" colours={COLOURS} value={segment.colour} onChange={(colour) => set({ colour })} />
    </>
  )
}

/** The segments before and after, to go through the show without closing the sheet. */
const useNeighbours = (id: string): { before: string | undefined; after: string | undefined; place: string } => {
  const segments = useShow(liveSegments)
  const index = segments.findIndex((segment) => segment.id === id)
  return {
    before: segments[index - 1]?.id,
    after: segments[index + 1]?.id,
    place: `${index + 1} of ${segments.length}`,
  }
}

/** Everything about one segment on one sheet; on a phone the way to edit it. */
export const SegmentSheet = ({ id, onClose }: Props) => {
  const desk = useDesk()
  const segment = useShow((show) => show.segments[id])
  const cues = useShow((show) => cuesOf(show, id))
  const peers = useDoc(
    desk.session.presence,
    useMemo(() => peersIn(id), [id]),
  )
  const mayEdit = useMayEdit()
  const { before, after, place } = useNeighbours(id)
  const go = (to: string | undefined): void => {
    if (to !== undefined) desk.dialog.set({ kind: 'segment', id: to })
  }
  if (!segment || segment.deleted_at !== null) {
    return (
      <Dialog title="Segment" isOpen onClose={onClose}>
        <p>Somebody has deleted this segment. It can be restored from “Deleted rows”.</p>
      </Dialog>
    )
  }
  if (!mayEdit) return <SegmentFacts segment={segment} cues={cues} place={place} before={before} after={after} go={go} onClose={onClose} />
  const set = (values: Values<'segments'>): void =>
    setFields(desk.session.doc, 'segments', [id], values, desk.context())
  const remove = (): void => {
    deleteSegments(desk.session.doc, [id], desk.context())
    desk.announce(`${quoted(segment.name)} deleted`, { undo: true })
    onClose()
  }
  return (
    <Dialog
      title={`Segment ${place}`}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <div ref={standAtFoot} className={styles.footer}>
          <IconButton icon="trash" label="Delete the segment" onPress={remove} />
          <span className={styles.space} />
          <IconButton
            icon="arrow-up"
            label="The one before"
            isDisabled={before === undefined}
            onPress={() => go(before)}
          />
          <IconButton
            icon="arrow-down"
            label="The one after"
            isDisabled={after === undefined}
            onPress={() => go(after)}
          />
          <Button tone="primary" onPress={onClose}>
            Done
          </Button>
        </div>
      }
    >
      <div className={styles.sheet}>
        <Fields segment={segment} peers={peers} set={set} />
        <PrivateNotes segment={id} />
        <SheetCues segment={id} cues={cues} />
        <p className={styles.about}>{segment.created_by ? `Added by ${segment.created_by}.` : ''}</p>
      </div>
    </Dialog>
  )
}
