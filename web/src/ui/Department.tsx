import styles from './Department.module.css'
import { Icon } from './Icon'

/** The crew's eight departments: the prefix they say on the intercom, and a shape beside the colour. */
export const DEPARTMENTS = {
  lighting: { prefix: 'LX', title: 'Lighting' },
  sound: { prefix: 'SND', title: 'Sound' },
  video: { prefix: 'VID', title: 'Video' },
  graphics: { prefix: 'GFX', title: 'Graphics' },
  stage: { prefix: 'STG', title: 'Stage' },
  talent: { prefix: 'TAL', title: 'Talent' },
  effects: { prefix: 'FX', title: 'Effects' },
  other: { prefix: 'OTH', title: 'Other' },
} as const

export type DepartmentName = keyof typeof DEPARTMENTS
export const DEPARTMENT_NAMES = Object.keys(DEPARTMENTS) as DepartmentName[]

/** A department's colours, where it is drawn larger than a chip. */
export const departmentInk = (department: DepartmentName): string => `var(--department-${department})`
export const departmentWash = (department: DepartmentName): string => `var(--department-${department}-wash)`

interface Props {
  department: DepartmentName
  /** The cue's number after the prefix: "LX 12". */
  number?: string
}

/** A department as shape, colour and prefix. */
export const Department = ({ department, number = '' }: Props) => {
  const { prefix, title } = DEPARTMENTS[department]
  return (
    <span className={styles.chip} data-department={department} title={title}>
      <Icon name={department} size="small" />
      <span>{number === '' ? prefix : `${prefix} ${number}`}</span>
    </span>
  )
}
