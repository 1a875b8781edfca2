import { Checkbox } from '../../../../ui/Checkbox'
import { ComboBox } from '../../../../ui/ComboBox'
import { Select } from '../../../../ui/Select'
import { isZone, zones } from '../../zones'
import type { BackstageLook } from '../screenAddress'
import styles from './ScreensDialog.module.css'

type Look = Pick<BackstageLook, 'theme' | 'wall' | 'zone'>

const THEMES = [
  { id: 'dark', label: 'Dark', description: 'For a dark room.' },
  { id: 'light', label: 'Light', description: 'For daylight.' },
] as const

const ZONES = zones()

/** What every screen has: its colours, and a clock with its time zone. */
export const AnyOptions = ({ look, onChange }: { look: Look; onChange: (change: Partial<Look>) => void }) => (
  <>
    <Checkbox isSelected={look.wall} onChange={(wall) => onChange({ wall })}>
      The time of day in the corner
    </Checkbox>
    <Select label="Colours" options={THEMES} value={look.theme} onChange={(theme) => onChange({ theme })} />
    <ComboBox
      label="Time zone of the clock"
      suggestions={ZONES}
      placeholder="That of the show"
      value={look.zone}
      onChange={(zone) => onChange({ zone: zone.trim() })}
    />
    {look.zone === '' || isZone(look.zone) ? null : (
      <p role="alert" className={styles.soft}>
        No such time zone is known here: the show’s is used.
      </p>
    )}
  </>
)
