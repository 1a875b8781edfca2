import type { Member, RoleRights } from '../../api/members'
import { mayGive } from '../../api/standing'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { Select } from '../../ui/Select'
import { ago } from '../library/when'
import { roleName } from '../sharing/words'
import { mayChange } from './people'
import styles from './People.module.css'

interface Props {
  member: Member
  isSelf: boolean
  /** One's own rights in the workspace. */
  rights: readonly string[]
  roles: readonly RoleRights[]
  now: number
  onGive: (role: string) => void
  onRemove: () => void
}

const details = ({ email, last_active_at }: Member, now: number): string =>
  [email, last_active_at === null ? '' : `here ${ago(last_active_at, now)}`].filter((words) => words !== '').join(' · ')

/** Somebody, their role, and, for who may, ways to change it. Nobody is offered what the server would refuse. */
export const PersonRow = ({ member, isSelf, rights, roles, now, onGive, onRemove }: Props) => {
  const isChangeable = mayChange(member.role, rights, roles)
  const extra = Object.keys(member.documents).length
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <span className={styles.name}>
          {member.name} {isSelf ? <Badge tone="accent">You</Badge> : null}
          {member.disabled ? <Badge icon="lock">Closed account</Badge> : null}
        </span>
        <span className={styles.details}>{details(member, now)}</span>
        {extra === 0 ? null : (
          <span className={styles.details}>
            {extra === 1 ? 'a role of its own in one show' : `roles of their own in ${extra} shows`}
          </span>
        )}
      </div>
      {isChangeable && member.role !== '' ? (
        <div className={styles.role}>
          <Select
            label={`Role of ${member.name}`}
            labelHidden
            options={roles
              .filter((one) => mayGive(rights, one.rights))
              .map(({ role, about }) => ({ id: role, label: roleName(role), description: about }))}
            value={member.role}
            onChange={onGive}
          />
        </div>
      ) : (
        <span>{member.role === '' ? 'Single shows' : roleName(member.role)}</span>
      )}
      {isChangeable && !isSelf ? (
        <Button size="small" tone="danger" aria-label={`Remove ${member.name}`} onPress={onRemove}>
          Remove
        </Button>
      ) : null}
    </li>
  )
}
