// Which of one's own edits have come back from the server, told from the frames on the wire.
//
// This is what the sync status of the y-websocket to come is made of: an edit is confirmed when the server says it again,
// as a live edit or in an answer, and the light is green when nothing is left to be confirmed. The pre-release that npm has
// does not show it yet; the rule, and the functions of Yjs 14 that it is built on, are the same.

import * as Y from "@y/y"
import * as decoding from "lib0/decoding"
import WebSocket from "ws"

const SYNC = 0
const STEP_1 = 0

// What a person has edited and the server has not said again.
export class Unconfirmed {
  constructor(changed) {
    this.ids = Y.createContentIds()
    this.changed = changed
  }

  get isEmpty() {
    return this.ids.inserts.isEmpty() && this.ids.deletes.isEmpty()
  }

  edited(update) {
    this.ids = Y.mergeContentIds([this.ids, Y.createContentIdsFromUpdate(update)])
    this.changed()
  }

  heard(frame) {
    const decoder = decoding.createDecoder(frame)
    if (decoding.readVarUint(decoder) !== SYNC || decoding.readVarUint(decoder) === STEP_1) return
    const said = Y.createContentIdsFromUpdate(decoding.readVarUint8Array(decoder))
    this.ids = Y.excludeContentIds(this.ids, said)
    this.changed()
  }
}

// Make a WebSocket class that shows every frame that arrives.
export const overheard = (hear) =>
  class extends WebSocket {
    constructor(...details) {
      super(...details)
      this.addEventListener("message", ({ data }) => hear(new Uint8Array(data)))
    }
  }
