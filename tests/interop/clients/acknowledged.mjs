// What a server has acknowledged, told from the frames on the wire and not from the provider's own count.
//
// The provider counts changes up and acknowledgements down, and begins anew at 1 with each connection; edits that it had
// queued meanwhile are acknowledged too, so just after a reconnection its count can be 0 too early. A test that must know
// what was promised looks at the frames: acknowledgements come in the order of the edits.

import * as decoding from "lib0/decoding"
import WebSocket from "ws"
import * as Y from "yjs"

const SYNC = 0
const STEP_1 = 0
const STEP_2 = 1 // the answer to what the server has: all of that is acknowledged with it
const SYNC_STATUS = 8

// Make a WebSocket class that tells, per document, which clocks of a client are acknowledged.
export const watched = (acknowledged) =>
  class extends WebSocket {
    constructor(...details) {
      super(...details)
      this.waiting = new Map()
      this.addEventListener("message", ({ data }) => this.heard(new Uint8Array(data)))
    }

    send(data, ...rest) {
      this.said(data)
      super.send(data, ...rest)
    }

    said(frame) {
      if (frame.length < 4) return
      const decoder = decoding.createDecoder(frame)
      const name = decoding.readVarString(decoder)
      if (decoding.readVarUint(decoder) !== SYNC) return
      const step = decoding.readVarUint(decoder)
      if (step === STEP_1) return
      const { from, to } = Y.parseUpdateMeta(decoding.readVarUint8Array(decoder))
      if (!this.waiting.has(name)) this.waiting.set(name, [])
      this.waiting.get(name).push({ from: (client) => (step === STEP_2 ? 0 : from.get(client)), to })
    }

    heard(frame) {
      if (frame.length < 4) return
      const decoder = decoding.createDecoder(frame)
      const name = decoding.readVarString(decoder)
      if (decoding.readVarUint(decoder) !== SYNC_STATUS) return
      const update = this.waiting.get(name)?.shift()
      if (update && decoding.readVarInt(decoder) === 1) acknowledged(name, update)
    }
  }

// Grow a length by a range, whether or not they touch yet; give the length without holes from 0.
export class Covered {
  constructor() {
    this.length = 0
    this.later = []
  }

  add(from, to) {
    this.later.push([from, to])
    this.later.sort(([a], [b]) => a - b)
    while (this.later.length > 0 && this.later[0][0] <= this.length) {
      this.length = Math.max(this.length, this.later.shift()[1])
    }
    return this.length
  }
}
