import { DEPARTMENT_NAMES, DEPARTMENTS, type DepartmentName } from '../../../../ui/Department'
import { Checkbox } from '../../../../ui/Checkbox'
import { Select } from '../../../../ui/Select'
import type { BackstageLook } from '../screenAddress'
import { AnyOptions } from './AnyOptions'
import styles from './ScreensDialog.module.css'

const ROWS = Array.from({ length: 12 }, (_, at) => ({ id: String(at + 1), label: String(at + 1) }))

const shown = (departments: readonly DepartmentName[]): readonly DepartmentName[] => (departments.length === 0 ? DEPARTMENT_NAMES : departments)

/** All of them are written as none, so that a department that is added later is shown too. */
const toggled = (departments: readonly DepartmentName[], one: DepartmentName, isOn: boolean): readonly DepartmentName[] => {
  const next = DEPARTMENT_NAMES.filter((name) => (name === one ? isOn : shown(departments).includes(name)))
  return next.length === 0 || next.length === DEPARTMENT_NAMES.length ? [] : next
}

interface Props {
  look: BackstageLook
  onChange: (change: Partial<BackstageLook>) => void
}

export const BackstageOptions = ({ look, onChange }: Props) => (
  <div className={styles.fields}>
    <Select label="How many that are to come" options={ROWS} value={String(look.rows)} onChange={(rows) => onChange({ rows: Number(rows) })} />
    <fieldset className={styles.group}>
      <legend>Whose cues</legend>
      <div className={styles.pair}>
        {DEPARTMENT_NAMES.map((name) => (
          <Checkbox
            key={name}
            isSelected={shown(look.departments).includes(name)}
            onChange={(isOn) => onChange({ departments: toggled(look.departments, name, isOn) })}
          >
            {DEPARTMENTS[name].title}
          </Checkbox>
        ))}
      </div>
    </fieldset>
    <AnyOptions look={look} onChange={onChange} />
  </div>
)
