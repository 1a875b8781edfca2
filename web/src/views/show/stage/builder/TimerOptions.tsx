import { Checkbox } from '../../../../ui/Checkbox'
import { Select, type SelectOption } from '../../../../ui/Select'
import type { Figures, TimerLook } from '../screenAddress'
import { AnyOptions } from './AnyOptions'
import { SecondsField } from './SecondsField'
import styles from './ScreensDialog.module.css'

const FIGURES: readonly SelectOption<Figures>[] = [
  { id: 'remaining', label: 'The time that is left', description: 'Of what is on.' },
  { id: 'elapsed', label: 'How long it has been on', description: 'Of what is on.' },
  { id: 'clock', label: 'The time of day', description: 'A clock, with the last minutes marked.' },
  { id: 'until-end', label: 'Until the show ends', description: 'As it is expected to, just now.' },
]

const SIZES: readonly SelectOption<string>[] = [
  { id: '100', label: 'As large as it goes' },
  { id: '75', label: 'Three quarters' },
  { id: '50', label: 'Half' },
  { id: '30', label: 'Small' },
]

interface Props {
  look: TimerLook
  onChange: (change: Partial<TimerLook>) => void
}

export const TimerOptions = ({ look, onChange }: Props) => (
  <div className={styles.fields}>
    <Select label="The number is" options={FIGURES} value={look.show} onChange={(show) => onChange({ show })} />
    <div className={styles.pair}>
      <SecondsField label="Amber, the last" seconds={look.warn} onChange={(warn) => onChange({ warn, danger: Math.min(look.danger, warn) })} />
      <SecondsField label="Marked strongly" seconds={look.danger} onChange={(danger) => onChange({ danger, warn: Math.max(look.warn, danger) })} />
    </div>
    <Select label="Size" options={SIZES} value={String(look.size)} onChange={(size) => onChange({ size: Number(size) })} />
    <div className={styles.group} role="group" aria-label="Beside the number">
      <Checkbox isSelected={look.names} onChange={(names) => onChange({ names })}>
        What is on
      </Checkbox>
      <Checkbox isSelected={look.next} onChange={(next) => onChange({ next })}>
        What comes next
      </Checkbox>
      <Checkbox isSelected={look.progress} onChange={(progress) => onChange({ progress })}>
        A bar that fills
      </Checkbox>
      <Checkbox isSelected={look.mirror} onChange={(mirror) => onChange({ mirror })}>
        Mirrored, for a teleprompter
      </Checkbox>
      <AnyOptions look={look} onChange={onChange} />
    </div>
  </div>
)
