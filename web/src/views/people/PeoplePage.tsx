import { useRef, useState } from 'react'
import { giveRole, invite, listPeople, type Member, removeMember, takeBackInvitation } from '../../api/members'
import type { Workspace } from '../../api/people'
import { visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { announce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Skeleton } from '../../ui/Skeleton'
import { tryTo } from '../library/attempts'
import { useNow } from '../library/useNow'
import { Confirm } from '../shell/Confirm'
import { Unanswered } from '../shell/Unanswered'
import { useAskedAgain, useFirst } from '../shell/useAskedAgain'
import { placesIn } from '../sharing/places'
import { ShareDialogPart } from '../sharing/ShareDialogPart'
import { roleName } from '../sharing/words'
import { Invitations } from './Invitations'
import { InviteDialog } from './InviteDialog'
import { People } from './people'
import styles from './People.module.css'
import { PersonRow } from './PersonRow'
import { useRoles } from './useRoles'

const peopleOf = (workspace: string): People =>
  new People({
    list: () => listPeople(workspace),
    give: (account, role) => giveRole(workspace, account, role),
    remove: (account) => removeMember(workspace, account),
    invite: (who) => invite(workspace, who),
    takeBack: (id) => takeBackInvitation(workspace, id),
  })

interface Props {
  workspace: Workspace
  /** "account:<id>": oneself is marked. */
  self: string
}

/** Who is in a workspace; whoever manages members invites, gives roles and removes (A8, A9, U12). */
export const PeoplePage = ({ workspace, self }: Props) => {
  const [people] = useState(() => peopleOf(workspace.id))
  const { situation, people: members, invitations, problem } = useReadable(people)
  const roles = useRoles()
  const now = useNow()
  const [isInviting, setInviting] = useState(false)
  const [isSharing, setSharing] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  const [leaving, setLeaving] = useState<Member | null>(null)
  const refresh = () => people.refresh()
  useFirst(refresh)
  useAskedAgain(refresh, { isAway: situation === 'away' })
  const manages = workspace.rights.includes('manage_members')
  const give = async (member: Member, role: string) => {
    const done = await tryTo(`${member.name} keeps the role`, () => people.give(member.id, role).then(() => true))
    if (done === null) return
    announce(`${member.name} is now ${roleName(role).toLowerCase()}.`)
    // Perhaps it was one's own.
    await visit.refresh()
  }
  if (situation === 'loading') return <Skeleton label="Loading the people" rows={4} />
  const trouble = (
    <Unanswered situation={situation} title="The people could not be loaded" problem={problem} onAgain={() => void refresh()}>
      {members.length === 0 ? 'Who is in a workspace is kept there, and nothing of it is lost.' : 'This is how it was before; nothing of it is lost.'}
    </Unanswered>
  )
  // One is in it oneself: nothing was told of it yet.
  if (members.length === 0) return <>{trouble}</>
  return (
    <>
      {trouble}
      <div className={styles.actions}>
        {manages ? (
          <Button tone="primary" icon="add" onPress={() => setInviting(true)}>
            Invite somebody
          </Button>
        ) : null}
        {workspace.rights.includes('share') ? (
          <Button icon="link" onPress={() => setSharing(true)}>
            One link for everyone
          </Button>
        ) : null}
      </div>
      <ul ref={list} tabIndex={-1} className={styles.list} aria-label="People">
        {members.map((member) => (
          <PersonRow
            key={member.id}
            member={member}
            isSelf={self === `account:${member.id}`}
            rights={workspace.rights}
            roles={roles?.roles ?? []}
            now={now}
            onGive={(role) => void give(member, role)}
            onRemove={() => setLeaving(member)}
          />
        ))}
      </ul>
      {manages ? (
        <Invitations invitations={invitations} now={now} focusAfter={list} onTakeBack={(id) => people.takeBack(id)} />
      ) : null}
      {isInviting ? (
        <InviteDialog
          workspace={workspace}
          roles={roles?.roles ?? []}
          send={(who) => people.invite(who)}
          onClose={() => setInviting(false)}
        />
      ) : null}
      {isSharing ? (
        <ShareDialogPart title={`every show of ${workspace.name}`} places={placesIn(workspace)} onClose={() => setSharing(false)} />
      ) : null}
      {leaving === null ? null : (
        <Confirm
          title={`Remove ${leaving.name}?`}
          verb="Remove"
          failed={`${leaving.name} was not removed`}
          onConfirm={() => people.remove(leaving.id)}
          onClose={() => setLeaving(null)}
          focusAfter={list}
        >
          Every show of {workspace.name} closes for {leaving.name} at once. What they wrote stays. To come back they need a
          new invitation.
        </Confirm>
      )}
    </>
  )
}
