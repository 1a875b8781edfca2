import { useState } from 'react'
import { chooseNotifications } from '../../../sync/notifications'
import { Button } from '../../../ui/Button'
import { DepartmentChips } from './DepartmentChips'
import type { Awake } from '../useAwake'
import { AWAKE, Sounds } from './Sounds'
import styles from './Departments.module.css'

/** The first time: whose cues are to be followed. */
export const ChooseDepartments = ({ awake }: { awake: Awake }) => {
  const [departments, choose] = useState<readonly string[]>([])
  return (
    <section className={styles.choose}>
      <h2 className={styles.question}>Whose cues do you follow?</h2>
      <p className={styles.hint}>Press your department, or several. You can change it at any time.</p>
      <DepartmentChips departments={departments} onChange={choose} />
      <div className={styles.switches}>
        <Sounds />
      </div>
      <div className={styles.follow}>
        <Button tone="primary" icon="arrow-right" isDisabled={departments.length === 0} onPress={() => chooseNotifications({ departments })}>
          Follow
        </Button>
      </div>
      {awake === 'missing' ? <p className={styles.hint}>{AWAKE[awake]}</p> : null}
    </section>
  )
}
