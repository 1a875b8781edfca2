import { ToggleButton } from 'react-aria-components'
import { cuesByDepartment } from '../../../live/crew'
import type { Show } from '../../../model/schema'
import { useShow } from '../../../react/useSession'
import { DEPARTMENT_NAMES, departmentInk, DEPARTMENTS, departmentWash } from '../../../ui/Department'
import { Icon } from '../../../ui/Icon'
import { count } from '../words'
import styles from './Departments.module.css'

/** How many cues each has, as words: a string, so that it is the same one while nothing changes. */
const countsOf = (show: Show): string => {
  const counts = cuesByDepartment(show)
  return DEPARTMENT_NAMES.map((name) => counts.get(name) ?? 0).join()
}

/** The departments to press on and off; how many cues each has in this show is written on it. */
export const DepartmentChips = ({ departments, onChange }: { departments: readonly string[]; onChange: (departments: readonly string[]) => void }) => {
  const counts = useShow(countsOf).split(',').map(Number)
  return (
    <div role="group" aria-label="My departments" className={styles.chips}>
      {DEPARTMENT_NAMES.map((name, place) => (
        <ToggleButton
          key={name}
          className={styles.chip ?? ''}
          style={{ 'color': departmentInk(name), '--chosen': departmentWash(name) }}
          isSelected={departments.includes(name)}
          onChange={(on) => onChange(on ? [...departments, name] : departments.filter((one) => one !== name))}
        >
          <Icon name={name} />
          <span className={styles.name}>
            <strong>{DEPARTMENTS[name].title}</strong>
            <span>{counts[place] === 0 ? 'no cues' : count(counts[place] ?? 0, 'cue')}</span>
          </span>
          <span className={styles.tick}>{departments.includes(name) ? <Icon name="check" /> : null}</span>
        </ToggleButton>
      ))}
    </div>
  )
}
