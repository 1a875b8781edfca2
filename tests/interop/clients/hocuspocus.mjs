// A person whose application uses @hocuspocus/provider, unmodified: many documents on one socket.
//
//   node hocuspocus.mjs ws://127.0.0.1:3001/sync 4        the current major; 2 and 3 as well
//
// `unsynced` is the provider's own count of what is not saved, `saved` what was acknowledged on the wire. A token that is
// given as an option is asked for anew whenever the provider shows it.

import * as Y from "yjs"
import { Covered, watched } from "./acknowledged.mjs"
import { Desk, run } from "./person.mjs"

const PACKAGES = { 2: "hocuspocus-provider-2", 3: "hocuspocus-provider-3", 4: "@hocuspocus/provider" }
const [url, version] = process.argv.slice(2)
const { HocuspocusProvider, HocuspocusProviderWebsocket } = await import(PACKAGES[version])

const desks = new Map()

const acknowledged = (name, { from, to }) => {
  const desk = desks.get(name.split("\0")[0])
  const me = desk?.doc.clientID
  if (!to.has(me)) return
  desk.saved = desk.covered.add(from(me), to.get(me))
  desk.changed()
}

const socket = new HocuspocusProviderWebsocket({
  url,
  WebSocketPolyfill: watched(acknowledged),
  delay: 50,
  minDelay: 50,
  maxDelay: 200,
})

const open = (name, { token, ...options }) => {
  const document = new Y.Doc()
  const desk = new Desk(name, document)
  desk.covered = new Covered()
  desk.token = token
  desks.set(name, desk)
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name,
    document,
    token: token === undefined ? "" : () => desk.token,
    ...options,
    onAuthenticationFailed: ({ reason }) => {
      desk.refused = reason
      desk.changed()
    },
    onStateless: ({ payload }) => {
      desk.heard.push(payload)
      desk.changed()
    },
    onAuthenticated: () => desk.changed(),
    onClose: ({ event }) => {
      desk.closes.push({ code: event.code, reason: event.reason })
      desk.changed()
    },
    onAwarenessChange: () => desk.changed(),
    onSynced: () => desk.changed(),
    onStatus: () => desk.changed(),
  })
  desk.provider = provider
  desk.awareness = provider.awareness
  desk.connection = () => ({
    connected: socket.status === "connected",
    synced: provider.synced,
    unsynced: provider.unsyncedChanges,
    authenticated: provider.isAuthenticated,
    scope: provider.authorizedScope ?? null,
  })
  provider.on("unsyncedChanges", () => desk.changed())
  provider.attach?.() // before version 3 it is attached from the start
  return desk
}

run(desks, open, {
  // Leave one document; the socket and the others stay.
  leave: (_, desk) => desk.provider.destroy(),
  detach: (_, desk) => desk.provider.detach(),
  attach: (_, desk) => desk.provider.attach(),
  force_sync: (_, desk) => desk.provider.forceSync(),
  take_token: ({ token }, desk) => (desk.token = token),
  // Before version 3 a provider that was turned away has left; to show a token it has to begin anew.
  show_token: (_, { provider }) => (provider.sendToken ? provider.sendToken() : provider.connect()),
  tell: ({ words }, desk) => desk.provider.sendStateless(words),
  go_offline: () => socket.disconnect(),
  go_online: () => socket.connect(),
  cut: () => socket.webSocket?.terminate(),
})
