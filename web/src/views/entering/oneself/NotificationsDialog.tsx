import { type ReactNode, useId } from 'react'
import { isAccount } from '../../../api/standing'
import { visit } from '../../../api/visit'
import { useReadable } from '../../../react/useDoc'
import { chooseNotifications, type NotificationChoices, notifications } from '../../../sync/notifications'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Checkbox'
import { Department, DEPARTMENT_NAMES, DEPARTMENTS } from '../../../ui/Department'
import { Dialog } from '../../../ui/Dialog'
import styles from './Notifications.module.css'

type Switch = Exclude<keyof NotificationChoices, 'departments'>

/** One thing that one is told or not. */
const Told = ({ name, label, children }: { name: Switch; label: string; children: ReactNode }) => {
  const explained = useId()
  return (
    <div className={styles.told}>
      <Checkbox
        isSelected={useReadable(notifications)[name]}
        onChange={(on) => chooseNotifications({ [name]: on })}
        aria-describedby={explained}
      >
        {label}
      </Checkbox>
      <p id={explained} className={styles.explained}>
        {children}
      </p>
    </div>
  )
}

const Departments = () => {
  const { departments } = useReadable(notifications)
  const explained = useId()
  const toggle = (department: string, on: boolean): void =>
    chooseNotifications({ departments: on ? [...departments, department] : departments.filter((one) => one !== department) })
  return (
    <div role="group" aria-label="My departments" aria-describedby={explained}>
      <p className={styles.label} aria-hidden>
        My departments
      </p>
      <p id={explained} className={styles.hint}>
        {departments.length === 0 ? 'Tick those you work for, and their calls are yours.' : 'Their calls are yours.'}
      </p>
      <div className={styles.departments}>
        {DEPARTMENT_NAMES.map((department) => (
          <Checkbox key={department} isSelected={departments.includes(department)} onChange={(on) => toggle(department, on)}>
            <span className={styles.department}>
              <Department department={department} />
              {DEPARTMENTS[department].title}
            </span>
          </Checkbox>
        ))}
      </div>
    </div>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => {
  const heading = useId()
  return (
    <section className={styles.part} aria-labelledby={heading}>
      <h3 id={heading} className={styles.heading}>
        {title}
      </h3>
      {children}
    </section>
  )
}

/** What one wants to be told (A25, S000-32 … S000-36). It counts at once. */
export const NotificationsDialog = ({ onClose }: { onClose: () => void }) => {
  const isEverywhere = isAccount(useReadable(visit).me)
  return (
    <Dialog
      title="Notifications"
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Button tone="primary" onPress={onClose}>
          Done
        </Button>
      }
    >
      <p className={styles.hint}>
        {isEverywhere ? 'These choices are yours alone, on all your devices.' : 'These choices are yours alone, in this browser.'}
      </p>
      <Part title="While people edit">
        <Told name="edits" label="What others change">
          A screen reader says it, in one breath every few seconds.
        </Told>
        <Told name="conflicts" label="Two edits that met">
          A line above the grid, and a sentence for a screen reader. The marks in the cells stay without them.
        </Told>
      </Part>
      <Part title="During a show">
        <Departments />
        <Told name="calls" label="Standby and GO of my departments">
          Shown large, and said by a screen reader at once.
        </Told>
        <Told name="sound" label="A sound with standby and GO">
          For whoever looks at the stage and not at the screen. Not near a microphone.
        </Told>
        <Told name="times" label="Time left">
          Said by a screen reader at five, two and one minutes, and when the time is up.
        </Told>
      </Part>
    </Dialog>
  )
}
