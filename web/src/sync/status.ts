/**
 * The badge's only source: where is my work right now? (U3)
 *
 *   statusOf(situation) → {kind, pending, sentence}
 *   together(first, others) → Situation      of several documents as one: saved only when all of them are
 *
 * A pure table over what is known of this device, the connection and the server's acknowledgements. The first row
 * that fits decides, and the table is ordered so that worse news comes first. "Saved on the server" is said only
 * when the server has acknowledged, on the present connection, everything there is.
 */
export type Device = 'unavailable' | 'writing' | 'saved'
export type Link = 'connecting' | 'online' | 'offline'
export interface Ended {
  readonly kind: 'refused' | 'denied' | 'closed'
  /** A sentence of the server's, for a person. */
  readonly reason: string
}

export interface Situation {
  /** Is everything that this window holds in the browser's own storage? */
  readonly device: Device
  readonly link: Link
  /** Has the server, on this connection, acknowledged everything it was sent, beginning with all that was here? */
  readonly confirmed: boolean
  /** Changes made in this browser that no server has acknowledged, earlier visits and other windows included. */
  readonly pending: number
  readonly ended: Ended | null
  /** Has anything of the document ever been loaded, from this device or from the server? Null: not known yet. */
  readonly held: boolean | null
  /** The server has been asked for something, and has said nothing for a while. */
  readonly unanswered: boolean
}

export type StatusKind =
  | 'refused' // the server did not take a change; it is kept here
  | 'denied' // the server does not let us in; a copy is kept here
  | 'closed' // the server ended this document; a copy is kept here
  | 'saved-server' // the server has stored everything
  | 'unanswered' // the server is connected and confirms nothing: it hangs, or cannot store; the changes are kept here
  | 'absent' // no server, and nothing of the document on this device
  | 'saving' // changes are on their way to the server
  | 'connecting' // it is not known yet whether the server has everything
  | 'not-saved' // no server, no storage here: the changes are in this window only
  | 'offline-writing' // no server; this device is still storing
  | 'offline' // no server; everything is stored on this device

export interface Status {
  readonly kind: StatusKind
  readonly pending: number
  /** For the badge's explanation and for a screen reader. */
  readonly sentence: string
}

interface Row {
  readonly ended?: Ended['kind']
  readonly online?: boolean
  readonly connecting?: boolean
  readonly confirmed?: boolean
  readonly unsaved?: boolean
  readonly device?: Device
  readonly held?: boolean
  readonly unanswered?: boolean
  readonly kind: StatusKind
}

const TABLE: readonly Row[] = [
  { ended: 'refused', kind: 'refused' },
  { ended: 'denied', kind: 'denied' },
  { ended: 'closed', kind: 'closed' },
  { online: true, unanswered: true, kind: 'unanswered' },
  { online: true, unsaved: true, kind: 'saving' },
  { online: true, confirmed: true, kind: 'saved-server' },
  { online: true, kind: 'connecting' },
  { unsaved: true, device: 'unavailable', kind: 'not-saved' },
  { connecting: true, unsaved: false, kind: 'connecting' },
  { online: false, held: false, unsaved: false, kind: 'absent' },
  { device: 'writing', kind: 'offline-writing' },
  { kind: 'offline' },
]

const fits = (row: Row, { device, link, confirmed, pending, ended, held, unanswered }: Situation): boolean =>
  (row.ended === undefined || row.ended === ended?.kind) &&
  (row.online === undefined || row.online === (link === 'online')) &&
  (row.connecting === undefined || row.connecting === (link === 'connecting')) &&
  (row.confirmed === undefined || row.confirmed === confirmed) &&
  (row.unsaved === undefined || row.unsaved === pending > 0) &&
  (row.device === undefined || row.device === device) &&
  (row.held === undefined || row.held === held) &&
  (row.unanswered === undefined || row.unanswered === unanswered)

const WORSE: readonly Device[] = ['unavailable', 'writing', 'saved']

/**
 * Several documents that a person takes for one. What ended is that of the first; of the others only that a change was
 * not taken: one that is not opened any more is not there for this person, and goes from the page.
 */
export const together = (first: Situation, others: readonly Situation[]): Situation => {
  const counted = others.filter(({ ended }) => ended === null || ended.kind === 'refused')
  const all = [first, ...counted]
  return {
    device: WORSE.find((device) => all.some((one) => one.device === device)) ?? first.device,
    link: first.link,
    confirmed: all.every(({ confirmed }) => confirmed),
    pending: all.reduce((sum, { pending }) => sum + pending, 0),
    ended: all.find(({ ended }) => ended !== null)?.ended ?? null,
    held: first.held,
    unanswered: all.some(({ unanswered }) => unanswered),
  }
}

const changes = (count: number): string => (count === 1 ? '1 change' : `${count} changes`)

/** What has become of the changes the server does not have, when it will not have them soon. */
const kept = ({ device, pending, held }: Situation): string => {
  if (held !== true && pending === 0) return ''
  if (device === 'unavailable')
    return pending > 0 ? `${changes(pending)} would be lost with this window: copy what you need.` : 'Nothing is stored on this device.'
  if (pending === 0) return 'A copy is kept on this device.'
  return `${changes(pending)} that the server does not have ${pending === 1 ? 'is' : 'are'} kept on this device.`
}

const SENTENCES: Readonly<Record<StatusKind, (situation: Situation) => string>> = {
  refused: (now) => `The server did not take a change. ${now.ended?.reason ?? ''} ${kept(now)}`,
  denied: (now) => `${now.ended?.reason || 'The server does not open this document for you.'} ${kept(now)}`,
  closed: (now) => `${now.ended?.reason || 'The server has closed this document.'} ${kept(now)}`,
  unanswered: (now) =>
    now.pending === 0
      ? 'The server does not answer at the moment.'
      : now.device === 'unavailable'
        ? `The server has not confirmed ${changes(now.pending)}, and this browser stores nothing: keep this window open.`
        : now.device === 'writing'
          ? `The server has not confirmed ${changes(now.pending)}. Storing ${now.pending === 1 ? 'it' : 'them'} on this device.`
          : `The server has not confirmed ${changes(now.pending)}; ${now.pending === 1 ? 'it is' : 'they are'} safe on this device.`,
  absent: () => 'This show has not been opened on this device yet; it appears when the server is back.',
  saving: ({ pending }) => `Saving ${changes(pending)} on the server.`,
  'saved-server': () => 'Everything is saved on the server.',
  connecting: () => 'Asking the server whether it has everything.',
  'not-saved': ({ pending }) =>
    `Working offline, and this browser stores nothing: keep this window open until the server is back. ${changes(pending)} not saved.`,
  'offline-writing': ({ pending }) => `Working offline. Saving ${changes(pending)} on this device.`,
  offline: ({ pending, device }) =>
    pending > 0
      ? `Working offline. ${changes(pending)} saved on this device; the server gets ${pending === 1 ? 'it' : 'them'} when it is back.`
      : device === 'unavailable'
        ? 'Working offline. What was here last is shown; nothing is stored on this device.'
        : 'Working offline. Everything here is saved on this device.',
}

export const statusOf = (situation: Situation): Status => {
  const kind = TABLE.find((row) => fits(row, situation))?.kind ?? 'not-saved'
  return { kind, pending: situation.pending, sentence: SENTENCES[kind](situation).replaceAll(/ {2,}/g, ' ').trim() }
}
