import { useRef, useState } from 'react'
import { giveRole, invite, listPeople, removeMember, takeBackInvitation } from '../../api/members'
import type { Workspace } from '../../api/people'
import { useReadable } from '../../react/useDoc'
import { announce } from '../../ui/Announcer'
import { Skeleton } from '../../ui/Skeleton'
import { tryTo } from '../library/attempts'
import { useNow } from '../library/useNow'
import { Invitations } from '../people/Invitations'
import { People } from '../people/people'
import { useRoles } from '../people/useRoles'
import { Confirm } from '../shell/Confirm'
import { Unanswered } from '../shell/Unanswered'
import { useAskedAgain, useFirst } from '../shell/useAskedAgain'
import { AddPerson } from './AddPerson'
import styles from './DocumentPeople.module.css'
import { type RoleHere, rolesIn, waitingFor } from './documentPeople'
import { DocumentRole } from './DocumentRole'
import { roleName } from './words'

export interface DocumentPeopleProps {
  documentName: string
  workspace: Workspace
}

const peopleOf = (workspace: string, document: string): People =>
  new People({
    list: () => listPeople(workspace),
    give: (account, role) => giveRole(workspace, account, role, document),
    remove: (account) => removeMember(workspace, account, document),
    invite: (who) => invite(workspace, { ...who, document }),
    takeBack: (id) => takeBackInvitation(workspace, id),
  })

/** Who has a role in this show alone: given by name or by invitation, changed and taken away (A21). */
export const DocumentPeople = ({ documentName, workspace }: DocumentPeopleProps) => {
  const [people] = useState(() => peopleOf(workspace.id, documentName))
  const { situation, people: members, invitations, problem } = useReadable(people)
  const roles = useRoles()
  const now = useNow()
  const list = useRef<HTMLHeadingElement>(null)
  const [leaving, setLeaving] = useState<RoleHere | null>(null)
  const refresh = () => people.refresh()
  useFirst(refresh)
  useAskedAgain(refresh, { isAway: situation === 'away' })
  const give = async ({ member }: RoleHere, role: string): Promise<void> => {
    const done = await tryTo(`${member.name} keeps the role`, () => people.give(member.id, role).then(() => true))
    if (done !== null) announce(`${member.name} is now ${roleName(role).toLowerCase()} in this show.`)
  }
  if (situation === 'loading') return <Skeleton label="Loading the people" rows={3} />
  const here = rolesIn(documentName, members)
  return (
    <>
      <Unanswered situation={situation} title="The people could not be loaded" problem={problem} onAgain={() => void refresh()}>
        Whoever has a role keeps it; it can be changed when the server is back.
      </Unanswered>
      <p className={styles.soft}>
        A role here adds to what somebody may do in all of {workspace.name}. Whoever is not in it sees this show and no other.
      </p>
      <AddPerson people={people} members={members} roles={roles} rights={workspace.rights} />
      <section aria-labelledby="roles-here">
        <h3 id="roles-here" ref={list} tabIndex={-1} className={styles.heading}>
          With a role in this show <span className={styles.amount}>{here.length}</span>
        </h3>
        {here.length === 0 ? <p className={styles.soft}>Nobody yet.</p> : null}
        <ul className={styles.list} aria-label="People in this show">
          {here.map((one) => (
            <DocumentRole
              key={one.member.id}
              one={one}
              workspace={workspace}
              roles={roles}
              onGive={(role) => void give(one, role)}
              onRemove={() => setLeaving(one)}
            />
          ))}
        </ul>
      </section>
      <Invitations
        invitations={waitingFor(documentName, invitations)}
        now={now}
        focusAfter={list}
        onTakeBack={(id) => people.takeBack(id)}
      />
      {leaving === null ? null : (
        <Confirm
          title={`Take ${leaving.member.name}’s role away?`}
          verb="Take away"
          failed={`${leaving.member.name} keeps the role`}
          onConfirm={() => people.remove(leaving.member.id)}
          onClose={() => setLeaving(null)}
          focusAfter={list}
        >
          {leaving.member.role === ''
            ? `The show closes for ${leaving.member.name} at once. What they wrote stays.`
            : `${leaving.member.name} is ${roleName(leaving.member.role).toLowerCase()} here from now on, as in all of ${workspace.name}.`}
        </Confirm>
      )}
    </>
  )
}
