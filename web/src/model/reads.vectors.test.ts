/** Stored values read the same as on the server (D2, D8): tests/vectors/reads.json. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import reads from '../../../tests/vectors/reads.json'
import { readField } from './read'
import type { Kind } from './schema'
import { SHOW } from './schema.gen'

const declared: Kind = SHOW

const live = (text: string): Y.Text => {
  const made = new Y.Doc().getText('t')
  made.insert(0, text)
  return made
}

test.each(reads)('D2, D8 $root/$field', ({ root, field, cases }) => {
  const rule = declared.roots[root]?.fields[field]
  if (rule === undefined) throw new Error(`${root}/${field} is not declared`)
  for (const { stored, live: typed, read } of cases as { stored?: unknown; live?: string; read: unknown }[]) {
    expect(readField(rule, typed === undefined ? stored : live(typed)), JSON.stringify(stored ?? typed)).toEqual(read)
  }
})
