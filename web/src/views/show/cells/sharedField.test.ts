// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { replaceText, writeText } from '../../../model/textEdit'
import { rebase, shareField } from './sharedField'

const table = (start: string) => {
  const doc = new Y.Doc()
  const text = doc.getText('name')
  text.insert(0, start)
  const field = document.createElement('textarea')
  const stop = shareField(field, text, {
    lines: 'one',
    write: (next, caret) => writeText(text, next, { caret, now: 0 }),
    replace: (next) => replaceText(text, next, { now: 0 }),
    changed: () => {},
  })
  const type = (value: string, caret: number): void => {
    field.value = value
    field.setSelectionRange(caret, caret)
    field.dispatchEvent(new Event('input'))
  }
  const elsewhere = (change: (text: Y.Text) => void): void => doc.transact(() => change(text), 'somebody')
  return { doc, text, field, stop, type, elsewhere }
}

describe('U1 a field that two people type into', () => {
  it('sends what was typed as a small change', () => {
    const { text, type } = table('Doors')
    const deltas: unknown[] = []
    text.observe((event) => deltas.push(event.delta))
    type('Doors open', 10)
    expect(deltas).toEqual([[{ retain: 5 }, { insert: ' open' }]])
  })

  it('shows what others type and keeps the caret at its letters', () => {
    const { field, elsewhere } = table('Doors')
    field.setSelectionRange(5, 5)
    elsewhere((text) => text.insert(0, 'All '))
    expect([field.value, field.selectionStart]).toEqual(['All Doors', 9])
    elsewhere((text) => text.insert(9, ' open'))
    expect([field.value, field.selectionStart]).toEqual(['All Doors open', 9])
  })

  it('keeps a selection through a deletion inside it', () => {
    const { field, elsewhere } = table('one two three')
    field.setSelectionRange(4, 13)
    elsewhere((text) => text.delete(2, 4))
    expect([field.value, field.selectionStart, field.selectionEnd]).toEqual(['ono three', 2, 9])
  })

  it('leaves the field alone while a word is composed, then puts both together', () => {
    const { text, field, type, elsewhere } = table('ka')
    field.setSelectionRange(2, 2)
    field.dispatchEvent(new Event('compositionstart'))
    type('kaに', 3)
    elsewhere((shared) => shared.insert(0, '[now] '))
    expect([field.value, text.toString()]).toEqual(['kaに', '[now] ka'])
    type('ka日', 3)
    field.dispatchEvent(new Event('compositionend'))
    expect([field.value, text.toString(), field.selectionStart]).toEqual(['[now] ka日', '[now] ka日', 9])
  })

  it('makes one line of what is pasted from several', () => {
    const { text, field, type } = table('')
    type('Doors \n open\nnow', 11)
    expect([text.toString(), field.value, field.selectionStart]).toEqual(['Doors open now', 'Doors open now', 9])
  })

  it('is silent after it stopped', () => {
    const { text, field, stop, type, elsewhere } = table('a')
    stop()
    type('ab', 2)
    elsewhere((shared) => shared.insert(0, 'x'))
    expect([text.toString(), field.value]).toEqual(['xa', 'ab'])
  })

  it('loses no letter of either, whatever both type', () => {
    const edits = fc.array(
      fc.tuple(fc.boolean(), fc.nat(), fc.string({ minLength: 1, maxLength: 4, unit: 'grapheme' })),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(edits, (steps) => {
        const { text, field, type, elsewhere } = table('')
        const letters: string[] = []
        for (const [mine, where, what] of steps) {
          letters.push(...what)
          const at = Array.from(text.toString())
            .slice(0, where % (Array.from(text.toString()).length + 1))
            .join('').length
          if (mine) type(field.value.slice(0, at) + what + field.value.slice(at), at + what.length)
          else elsewhere((shared) => shared.insert(at, what))
          expect(field.value).toBe(text.toString())
        }
        expect([...text.toString()].toSorted()).toEqual(letters.toSorted())
      }),
    )
  })
})

describe('a change made on an older text', () => {
  it('moves with what others did', () => {
    expect(rebase({ at: 2, remove: 1, insert: 'x' }, [[{ insert: 'abc' }]])).toEqual({ at: 5, remove: 1, insert: 'x' })
  })

  it('removes no more than is left', () => {
    expect(rebase({ at: 2, remove: 3, insert: '' }, [[{ retain: 1 }, { delete: 3 }]])).toEqual({
      at: 1,
      remove: 1,
      insert: '',
    })
  })
})

describe('U1 a text that two people write over at the same moment', () => {
  /** Two desks that have the same text, and hear of each other when `meet` is called. */
  const twoTables = (start: string) => {
    const [ana, bela] = [table(start), table('')]
    Y.applyUpdate(bela.doc, Y.encodeStateAsUpdate(ana.doc), 'net')
    const [first, second] = ana.doc.clientID < bela.doc.clientID ? [ana, bela] : [bela, ana]
    const meet = (): void => {
      const [toA, toB] = [Y.encodeStateAsUpdate(bela.doc), Y.encodeStateAsUpdate(ana.doc)]
      Y.applyUpdate(ana.doc, toA, 'net')
      Y.applyUpdate(bela.doc, toB, 'net')
    }
    return { first, second, meet }
  }
  const writeOver = ({ field, type }: ReturnType<typeof table>, words: string): void => {
    field.setSelectionRange(0, field.value.length)
    field.dispatchEvent(new Event('beforeinput'))
    for (let end = 1; end <= words.length; end += 1) type(words.slice(0, end), end)
  }

  it('keeps both, parted by one mark, whoever leaves first', () => {
    for (const order of [[0, 1], [1, 0]] as const) {
      const { first, second, meet } = twoTables('Doors')
      writeOver(first, 'Doors open')
      writeOver(second, 'House open')
      meet()
      for (const index of order) {
        ;[first, second][index]?.stop()
        meet()
      }
      expect([first.text.toString(), second.text.toString()]).toEqual(Array(2).fill('Doors open / House open'))
    }
  })

  it('keeps all letters when the new text begins like the old one', () => {
    const { first, second, meet } = twoTables('Doors')
    writeOver(first, 'House')
    writeOver(second, 'Doors open')
    meet()
    second.stop()
    meet()
    expect(first.text.toString()).toBe('House / Doors open')
  })

  it('puts no mark where the other has seen the words and adds to them', () => {
    const { first, second, meet } = twoTables('Doors')
    writeOver(first, 'House')
    meet()
    second.elsewhere((text) => text.insert(0, 'Full'))
    second.elsewhere((text) => text.insert(9, ' open'))
    meet()
    first.stop()
    expect(first.text.toString()).toBe('FullHouse open')
  })

  it('leaves a composition that replaces everything as whole as typing', () => {
    const { text, field, type, elsewhere } = table('old')
    field.setSelectionRange(0, 3)
    field.dispatchEvent(new Event('compositionstart'))
    type('日', 1)
    elsewhere((shared) => shared.insert(0, 'new '))
    field.dispatchEvent(new Event('compositionend'))
    expect(text.toString()).toContain('日')
    expect(text.toString()).toContain('new')
    expect(text.toString()).not.toContain('old')
  })
})
