import { Icon } from '../../ui/Icon'
import { Skeleton } from '../../ui/Skeleton'
import { roleName } from '../sharing/words'
import styles from './Roles.module.css'
import { Unanswered } from '../shell/Unanswered'
import { askForRoles, useRolesTable } from './useRoles'

/** What each role may do, as the server's one table has it (A9). */
export const RolesPage = () => {
  const { situation, roles, problem } = useRolesTable()
  if (situation === 'loading') return <Skeleton label="Loading the roles" rows={6} />
  if (roles === null) {
    return (
      <Unanswered situation={situation} title="The roles could not be loaded" problem={problem} onAgain={() => void askForRoles()}>
        What each role may do is written down there, and goes on counting.
      </Unanswered>
    )
  }
  const rights = Object.entries(roles.rights)
  return (
    <ul className={styles.roles}>
      {roles.roles.map((one) => (
        <li key={one.role} className={styles.role}>
          <h2 className={styles.name}>{roleName(one.role)}</h2>
          <p>{one.about}</p>
          {one.rights.length === 0 ? null : (
            <ul className={styles.rights} aria-label={`${roleName(one.role)} may`}>
              {rights
                .filter(([right]) => one.rights.includes(right))
                .map(([right, about]) => (
                  <li key={right}>
                    <Icon name="check" size="small" />
                    {about}
                  </li>
                ))}
            </ul>
          )}
          {one.by_link ? (
            <p className={styles.link}>
              <Icon name="link" size="small" />A link can give it, for one show.
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
