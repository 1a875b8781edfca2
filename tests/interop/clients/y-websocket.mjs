// A person whose application uses y-websocket 3, unmodified: one socket per document.
//
//   node y-websocket.mjs ws://127.0.0.1:3001/sync

import WebSocket from "ws"
import { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import { Desk, run } from "./person.mjs"

const [url] = process.argv.slice(2)

const desks = new Map()

const open = (name) => {
  const doc = new Y.Doc()
  const desk = new Desk(name, doc)
  desks.set(name, desk)
  const provider = new WebsocketProvider(url, name, doc, {
    WebSocketPolyfill: WebSocket,
    disableBc: true,
    maxBackoffTime: 200,
  })
  desk.provider = provider
  desk.awareness = provider.awareness
  desk.connection = () => ({ connected: provider.wsconnected, synced: provider.synced })
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
