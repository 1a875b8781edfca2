/** What somebody who comes in may do, in a few words. */
const ROLES: Readonly<Record<string, string>> = {
  owner: 'an owner: everything',
  admin: 'an administrator: everything but the answers of a quiz',
  stage_manager: 'a stage manager: edit, share and call the show',
  show_caller: 'a show caller: edit and call the show',
  editor: 'an editor: look and edit',
  musical_director: 'a musical director: edit, tempo and playback',
  quiz_host: 'a quiz host: edit and host a quiz',
  crew: 'crew: follow the show',
  viewer: 'a viewer: look on',
  guest: 'a guest: what is shared with you',
}

/** “crew: follow the show”, after “as”. */
export const asRole = (role: string): string => ROLES[role] ?? role.replaceAll('_', ' ')
