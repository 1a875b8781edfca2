/** What was done, in words: the audit log's own are for programs ("share.made"). */
import type { Deed } from '../../api/members'
import { roleName } from '../sharing/words'

/** What each deed is called; what this version does not know is shown as it is. */
export const DEEDS: Readonly<Record<string, string>> = {
  'account.entered': 'made an account by signing in with the provider',
  'account.linked': 'signed in with the provider for the first time',
  'audience.set': 'said who sees a private column',
  'document.moved': 'moved to another workspace',
  'invitation.accepted': 'took up an invitation',
  'invitation.made': 'invited somebody',
  'invitation.taken_back': 'took an invitation back',
  'login.begun': 'signed in',
  'login.ended': 'signed a browser out',
  'login.failed': 'could not sign in',
  'password.failed': 'gave a wrong password',
  'member.removed': 'removed somebody',
  'password.changed': 'changed their password',
  'role.given': 'gave a role',
  'role.taken': 'took a role in one show away',
  'server.set_up': 'set the server up',
  'share.made': 'made a link',
  'share.revoked': 'revoked a link',
  'show.segment-activated': 'set a segment active',
  'show.segment-completed': 'completed a segment',
  'show.segment-skipped': 'skipped a segment',
  'show.segment-reopened': 'let a segment come again',
  'show.active-cleared': 'cleared the active segment',
  'show.call-started-over': 'made everything in a show be to come again',
  'show.standby-called': 'called to stand by',
  'show.stood-down': 'ended a standby',
  'show.cue-called': 'called a cue',
  'show.message-shown': 'showed a message on stage',
  'show.message-cleared': 'took a message from the stage',
  'show.stage-blacked-out': 'blacked the screens on stage out, or showed them again',
  'show.call-paused': 'paused a show',
  'show.call-resumed': 'let a show go on',
  'show.time-added': 'changed the time of a segment',
  'show.call-asked': 'asked for the call',
  'show.call-refused': 'kept the call',
  'show.call-taken': 'took the call',
  'show.call-handed-over': 'handed the call over',
  'show.call-released': 'let go of the call',
  'token.made': 'made a token',
  'token.revoked': 'revoked a token',
  'token.used_twice': 'showed a token that was used before; it was ended',
  'webhook.made': 'made a webhook',
  'webhook.removed': 'removed a webhook',
  'workspace.founded': 'made the workspace',
  'workspace.renamed': 'renamed the workspace',
}

export const doneOf = ({ what }: Pick<Deed, 'what'>): string => DEEDS[what] ?? what.replaceAll(/[._]/g, ' ')

/** Who did it; a failed sign-in is nobody's yet. */
export const doerOf = ({ name, who }: Pick<Deed, 'name' | 'who'>): string => {
  if (name !== '') return name
  if (who.startsWith('guest:')) return 'Somebody with a link'
  return who === '' ? 'Somebody' : who
}

const ROLE_FIRST = new Set(['share.made', 'share.revoked', 'invitation.made', 'invitation.taken_back', 'invitation.accepted', 'role.given', 'role.taken', 'member.removed'])

/** A value as one reads it: "crew Lighting" of a link is "Crew, Lighting". */
const valueOf = (what: string, value: string): string => {
  if (!ROLE_FIRST.has(what) || value === '') return value
  const [role = '', ...label] = value.split(' ')
  return label.length === 0 ? roleName(role) : `${roleName(role)}, ${label.join(' ')}`
}

/** "Editor → Crew"; what there was not before is left out. */
export const changeOf = ({ what, before, after }: Pick<Deed, 'what' | 'before' | 'after'>): string => {
  const [from, to] = [valueOf(what, before), valueOf(what, after)]
  if (from !== '' && to !== '') return `${from} → ${to}`
  return to !== '' ? to : from
}

/** What it was done to: a document by its title where that is known here, and all of a workspace by its name. */
export const onOf = ({ what, on }: Pick<Deed, 'what' | 'on'>, titles: ReadonlyMap<string, string>): string => {
  if (what.startsWith('share.') && !on.includes('/')) return `every show of ${on}`
  return on
    .split(' ')
    .map((word) => titles.get(word) ?? word)
    .join(' ')
}
