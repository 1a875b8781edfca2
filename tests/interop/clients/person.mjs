// What the client programs have in common: orders come in as lines of JSON, what the client sees goes out as lines of JSON.
//
//   in    {"order": 7, "do": "type", "document": "d", "letters": "hello"}
//   out   {"done": 7}  or  {"done": 7, "error": "…"}
//   out   {"document": "d", "sees": {text, title, synced, connected, presence, unsynced, saved, refused, closes, heard, …}}
//
// Whatever changes is said again, at most once per turn of the loop, so whoever waits never has to ask.

import { createInterface } from "node:readline"

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)

// One document as this person has it: its Y.Doc and whatever the provider knows about its connection.
export class Desk {
  constructor(name, doc, text = doc.getText("t"), title = () => doc.getMap("meta").get("title") ?? null) {
    this.name = name
    this.doc = doc
    this.text = text
    this.title = title
    this.heard = []
    this.letters = 0
    this.saved = 0
    this.refused = null
    this.closes = []
    this.announced = false
    doc.on("update", () => this.changed())
  }

  // Tell what is seen now, once this turn of the loop is over.
  changed() {
    if (this.announced) return
    this.announced = true
    setImmediate(() => this.announced && this.tell())
  }

  tell() {
    this.announced = false
    say({ document: this.name, sees: this.sees() })
  }

  sees() {
    return {
      text: this.text.toString(),
      title: this.title(),
      presence: this.others(),
      letters: this.letters,
      saved: this.saved,
      refused: this.refused,
      closes: this.closes,
      heard: this.heard,
      ...this.connection(),
    }
  }

  type(letters, at) {
    this.doc.transact(() => this.text.insert(at ?? this.text.length, letters))
    this.letters += letters.length
    this.changed()
  }

  // The presence of everybody but oneself, by client id.
  others() {
    if (!this.awareness) return {}
    const states = [...this.awareness.getStates()]
    return Object.fromEntries(states.filter(([client]) => client !== this.doc.clientID))
  }
}

// Letter by letter, one per turn of the loop, for as long as it is wished.
const typing = new Map()
const typeOn = (desk, letters, milliseconds) => {
  let next = 0
  typing.set(
    desk.name,
    setInterval(() => desk.type(letters[next++ % letters.length]), milliseconds),
  )
}

// Do what is ordered, for ever; `open` makes a desk, `orders` are what only this kind of client can do.
export const run = (desks, open, orders = {}) => {
  const common = {
    open: ({ document, options }) => open(document, options ?? {}),
    type: ({ letters, at }, desk) => desk.type(letters, at),
    type_on: ({ letters, milliseconds }, desk) => typeOn(desk, letters, milliseconds),
    stop_typing: (_, desk) => clearInterval(typing.get(desk.name)),
    be: ({ state }, desk) => desk.awareness.setLocalState(state),
    quit: () => process.exit(0),
  }
  const table = { ...common, ...orders }
  createInterface({ input: process.stdin })
    .on("line", (line) => {
      const order = JSON.parse(line)
      try {
        table[order.do](order, desks.get(order.document))
        desks.get(order.document)?.tell() // whoever ordered it sees what came of it
        say({ done: order.order })
      } catch (error) {
        say({ done: order.order, error: String(error.stack ?? error) })
      }
    })
    .on("close", () => process.exit(0))
}
