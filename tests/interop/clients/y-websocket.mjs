// A person whose application uses y-websocket, unmodified: one socket per document.
//
//   node y-websocket.mjs ws://127.0.0.1:3001/sync 3       the current major; 1 and 2 as well
//   node y-websocket.mjs ws://127.0.0.1:3001/sync 4       the pre-release of the next one, with Yjs 14
//
// Only of version 4 there is a count of what is not confirmed; it is 0 or 1.

import WebSocket from "ws"
import { overheard, Unconfirmed } from "./confirmed.mjs"
import { Desk, run } from "./person.mjs"

const PACKAGES = { 1: "y-websocket-1", 2: "y-websocket-2", 3: "y-websocket-3", 4: "@y/websocket" }
const [url, version] = process.argv.slice(2)
const isNext = version === "4"
const { WebsocketProvider } = await import(PACKAGES[version])
const Y = await import(isNext ? "@y/y" : "yjs")

const desks = new Map()

// Yjs 14 has one shared type for everything.
const nextDesk = (name, doc) =>
  new Desk(name, doc, doc.get("t"), () => doc.get("meta").getAttr("title") ?? null)

const open = (name, options) => {
  const doc = new Y.Doc()
  const desk = isNext ? nextDesk(name, doc) : new Desk(name, doc)
  desks.set(name, desk)
  const unconfirmed = isNext ? new Unconfirmed(() => desk.changed()) : null
  const provider = new WebsocketProvider(url, name, doc, {
    WebSocketPolyfill: isNext ? overheard((frame) => unconfirmed.heard(frame)) : WebSocket,
    disableBc: true,
    maxBackoffTime: 200,
    ...options,
  })
  if (isNext) doc.on("update", (update, origin) => origin !== provider && unconfirmed.edited(update))
  desk.provider = provider
  desk.awareness = provider.awareness
  desk.connection = () => ({
    connected: provider.wsconnected,
    synced: provider.synced,
    unsynced: isNext ? Number(!unconfirmed.isEmpty) : null,
  })
  provider.awareness.on("change", () => desk.changed())
  for (const event of ["status", "sync"]) provider.on(event, () => desk.changed())
  provider.on("connection-close", (event) => {
    if (event) desk.closes.push({ code: event.code, reason: event.reason })
    desk.changed()
  })
  return desk
}

run(desks, open, {
  leave: (_, desk) => desk.provider.destroy(),
  go_offline: (_, desk) => desk.provider.disconnect(),
  go_online: (_, desk) => desk.provider.connect(),
  // The network is gone without anybody saying so.
  cut: (_, desk) => desk.provider.ws?.terminate(),
})
