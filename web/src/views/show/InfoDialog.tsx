import { useId, useState } from 'react'
import { SHOW } from '../../model/schema.gen'
import { setInfo } from '../../model/showEdits'
import { useSession, useShow } from '../../react/useSession'
import { Button } from '../../ui/Button'
import { ComboBox } from '../../ui/ComboBox'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { PLANNED_START, readTyped, timeOfDay } from './cells/typedTime'
import styles from './InfoDialog.module.css'
import { isZone, zones } from './zones'

interface Draft {
  readonly date: string
  readonly venue: string
  readonly zone: string
  readonly start: string
}

/** When and where the show is, and when it is planned to start. Written when it is closed with “Save”. */
export const InfoDialog = ({ onClose }: { onClose: () => void }) => {
  const { doc } = useSession()
  const info = useShow((show) => show.show)
  const form = useId()
  const planned = info.planned_start
  const [draft, setDraft] = useState<Draft>({
    date: info.date ?? '',
    venue: info.venue,
    zone: info.time_zone,
    start: planned === null ? '' : PLANNED_START.show(planned),
  })
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change })
  const start = readTyped(PLANNED_START, draft.start, {
    value: planned,
    planned: 0,
    now: timeOfDay(Date.now(), info.time_zone),
  })
  const zoneError = isZone(draft.zone)
    ? null
    : 'No such time zone is known here. Choose one of the list, such as Europe/Madrid.'

  const save = (): void => {
    if (!start.ok || zoneError !== null) return
    setInfo(doc, {
      date: draft.date || null,
      venue: draft.venue.trim(),
      time_zone: draft.zone.trim(),
      planned_start: start.value,
    })
    onClose()
  }

  return (
    <Dialog
      title="Date and place"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={form} tone="primary" isDisabled={!start.ok || zoneError !== null}>
            Save
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Field label="Date" type="date" value={draft.date} onChange={(date) => set({ date })} />
        <Field
          label="Planned start"
          placeholder="09:00"
          value={draft.start}
          onChange={(typed) => set({ start: typed })}
          description={start.said}
          error={start.ok ? null : start.said}
        />
        <Field
          label="Venue"
          value={draft.venue}
          onChange={(venue) => set({ venue })}
          maxLength={SHOW.roots.show.fields.venue.limit}
        />
        <div>
          <ComboBox label="Time zone" suggestions={zones()} value={draft.zone} onChange={(zone) => set({ zone })} />
          {zoneError === null ? null : (
            <p role="alert" className={styles.error}>
              {zoneError}
            </p>
          )}
        </div>
      </form>
    </Dialog>
  )
}
