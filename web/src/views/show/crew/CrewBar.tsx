import { Button } from 'react-aria-components'
import { useReadable } from '../../../react/useDoc'
import { TYPE_SIZES, typeSize } from '../../../sync/crew'
import { notifications } from '../../../sync/notifications'
import { announce } from '../../../ui/Announcer'
import { DEPARTMENT_NAMES, DEPARTMENTS } from '../../../ui/Department'
import { Icon } from '../../../ui/Icon'
import styles from './CrewBar.module.css'

const resize = (by: number): void => {
  typeSize.set(typeSize.get() + by)
  announce(`Type ${Math.round((TYPE_SIZES[typeSize.get()] ?? 1) * 100)} %`)
}

const Departments = ({ departments }: { departments: readonly string[] }) => (
  <span className={styles.departments}>
    {DEPARTMENT_NAMES.filter((name) => departments.includes(name)).map((name) => (
      <span key={name} className={styles.department}>
        <Icon name={name} size="small" />
        {DEPARTMENTS[name].prefix}
      </span>
    ))}
  </span>
)

/** At the foot, where a thumb is: how large the type is, whose cues these are, and what one is told. */
export const CrewBar = ({ onOptions }: { onOptions: () => void }) => {
  const size = useReadable(typeSize)
  const { departments } = useReadable(notifications)
  const said = departments.map((one) => DEPARTMENTS[one as keyof typeof DEPARTMENTS].title).join(', ')
  return (
    <div className={styles.bar} role="toolbar" aria-label="How you follow">
      <Button className={styles.button ?? ''} aria-label="Smaller type" isDisabled={size === 0} onPress={() => resize(-1)}>
        A−
      </Button>
      <Button className={styles.button ?? ''} aria-label="Larger type" isDisabled={size === TYPE_SIZES.length - 1} onPress={() => resize(1)}>
        A+
      </Button>
      <Button className={styles.wide ?? ''} aria-label={`You follow ${said}. Departments, sound and screen`} onPress={onOptions}>
        <Departments departments={departments} />
        <Icon name="bell" />
      </Button>
    </div>
  )
}
