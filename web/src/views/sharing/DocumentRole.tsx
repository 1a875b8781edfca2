import type { Roles } from '../../api/members'
import type { Workspace } from '../../api/people'
import { Button } from '../../ui/Button'
import { Select } from '../../ui/Select'
import { mayChange } from '../people/people'
import styles from './DocumentPeople.module.css'
import type { RoleHere } from './documentPeople'
import { roleOptions } from './roleOptions'
import { mayDo, roleName } from './words'

interface Props {
  one: RoleHere
  workspace: Workspace
  roles: Roles | null
  onGive: (role: string) => void
  onRemove: () => void
}

/** Somebody with a role in this show alone, and what it lets them do, in words. */
export const DocumentRole = ({ one: { member, role }, workspace, roles, onGive, onRemove }: Props) => {
  const isChangeable = mayChange(member.role, workspace.rights, roles?.roles ?? [])
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <strong>{member.name}</strong>
        <span className={styles.soft}>
          {[member.email, member.role === '' ? '' : `${roleName(member.role)} in all of ${workspace.name}`].filter(Boolean).join(' · ')}
        </span>
        <span className={styles.soft}>{mayDo(role, roles)}</span>
      </div>
      {isChangeable ? (
        <>
          <div className={styles.role}>
            <Select
              label={`Role of ${member.name} in this show`}
              labelHidden
              options={roleOptions(roles, workspace.rights)}
              value={role}
              onChange={onGive}
            />
          </div>
          <Button size="small" tone="danger" aria-label={`Take ${member.name}’s role away`} onPress={onRemove}>
            Remove
          </Button>
        </>
      ) : (
        <span>{roleName(role)}</span>
      )}
    </li>
  )
}
