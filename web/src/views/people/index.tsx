import type { ReactNode } from 'react'
import { Link } from 'react-aria-components'
import { ownWorkspaces } from '../../api/standing'
import { hasAccounts, visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { auditPath, type Belonging, libraryPath, peoplePath, rolesPath, webhooksPath } from '../../routes'
import { LinkButton } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import { Select } from '../../ui/Select'
import { Skeleton } from '../../ui/Skeleton'
import { useAskedAgain } from '../shell/useAskedAgain'
import { useTitle } from '../shell/useTitle'
import { AuditPage } from './AuditPage'
import { NewWorkspace } from './NewWorkspace'
import { PeoplePage } from './PeoplePage'
import styles from './People.module.css'
import { RolesPage } from './RolesPage'
import { WebhooksPage } from './webhooks/WebhooksPage'
import { chosenWorkspace, chooseWorkspace, workspaceOf } from './workspace'

const TITLES: Record<Belonging, string> = { people: 'People', roles: 'Roles', webhooks: 'Webhooks', audit: 'What was done' }

/** The pages about a workspace: who is in it, what each role may do, and what was done. */
const PeopleView = ({ view }: { view: Belonging }) => {
  const { me, situation } = useReadable(visit)
  const workspace = workspaceOf(me, useReadable(chosenWorkspace))
  useTitle(TITLES[view])
  useAskedAgain(() => visit.refresh(), { isAway: me === null && situation === 'offline' })
  if (me === null) return situation === 'asking' ? <Skeleton label="Asking the server" rows={6} /> : <NoAnswer />
  if (view !== 'roles' && (!hasAccounts(me) || workspace === null)) return <Nobody isOpen={me.mode === 'open'} />
  const rights = workspace?.rights ?? []
  const hidden = new Set<Belonging>([
    ...(rights.includes('manage_members') ? [] : (['webhooks'] as const)),
    ...(rights.includes('view_audit') ? [] : (['audit'] as const)),
  ])
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1 className={styles.title}>{TITLES[view]}</h1>
        <div className={styles.place}>
          {ownWorkspaces(me).length > 1 && workspace !== null ? (
            <Select
              label="Workspace"
              labelHidden
              options={ownWorkspaces(me).map(({ id, name }) => ({ id, label: name }))}
              value={workspace.id}
              onChange={chooseWorkspace}
            />
          ) : (
            <span className={styles.workspace}>{workspace?.name}</span>
          )}
          {view === 'people' && me.visitor?.administers === true ? <NewWorkspace /> : null}
        </div>
      </div>
      {workspace === null ? null : <Tabs view={view} hidden={hidden} />}
      {view === 'roles' ? <RolesPage /> : null}
      {view === 'people' && workspace !== null ? (
        <PeoplePage key={workspace.id} workspace={workspace} self={me.visitor?.id ?? ''} />
      ) : null}
      {hidden.has(view) ? <NotForYou>{KEPT_FROM[view]}</NotForYou> : null}
      {view === 'audit' && workspace !== null && !hidden.has(view) ? <AuditPage key={workspace.id} workspace={workspace.id} /> : null}
      {view === 'webhooks' && workspace !== null && !hidden.has(view) ? <WebhooksPage key={workspace.id} workspace={workspace} /> : null}
    </div>
  )
}

export default PeopleView

const TABS: readonly (readonly [Belonging, string])[] = [
  ['people', peoplePath()],
  ['roles', rolesPath()],
  ['webhooks', webhooksPath()],
  ['audit', auditPath()],
]

const Tabs = ({ view, hidden }: { view: Belonging; hidden: ReadonlySet<Belonging> }) => {
  const tabs = TABS.filter(([name]) => !hidden.has(name))
  return (
    <nav aria-label="About this workspace" className={styles.tabs}>
      {tabs.map(([name, path]) => (
        <Link key={name} href={path} className={styles.tab ?? ''} {...(name === view ? { 'aria-current': 'page' as const } : {})}>
          {TITLES[name]}
        </Link>
      ))}
    </nav>
  )
}

const Back = () => <LinkButton href={libraryPath()}>All shows</LinkButton>

const Nobody = ({ isOpen }: { isOpen: boolean }) => (
  <EmptyState
    isPage
    title={isOpen ? 'There are no accounts on this server' : 'You are in no workspace here'}
    picture={<Icon name="people" size="large" />}
    actions={<Back />}
  >
    {isOpen
      ? 'Whoever reaches it may see and edit everything, so there are no people and roles to look after.'
      : 'Sign in with an account, or ask whoever invites people for an invitation.'}
  </EmptyState>
)

const KEPT_FROM: Partial<Record<Belonging, string>> = {
  webhooks: 'Whoever looks after the members of a workspace looks after its webhooks too.',
  audit: 'Only owners and administrators of a workspace read what was done in it.',
}

const NotForYou = ({ children }: { children: ReactNode }) => (
  <EmptyState title="This is not for your role" picture={<Icon name="lock" size="large" />} actions={<Back />}>
    {children}
  </EmptyState>
)

const NoAnswer = () => (
  <EmptyState isPage title="The server does not answer" picture={<Icon name="cloud-off" size="large" />} actions={<Back />}>
    People and roles are kept there, and nothing of them is lost. It is asked again every few seconds.
  </EmptyState>
)
