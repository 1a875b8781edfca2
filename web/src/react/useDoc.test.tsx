// @vitest-environment happy-dom
import { act, render, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Cell } from '../sync/readable'
import { useDoc, useReadable } from './useDoc'
import { useSession } from './useSession'
import { sameShallow, useShallow } from './useShallow'

interface Evening {
  readonly title: string
  readonly rows: readonly string[]
}

test('a component is drawn again only when its own part changed', () => {
  const store = new Cell<Evening>({ title: 'Gala', rows: ['A'] })
  let drawn = 0
  const Title = () => {
    drawn += 1
    return <p>{useDoc(store, (evening) => evening.title)}</p>
  }
  const { container } = render(<Title />)
  act(() => store.set({ ...store.get(), rows: ['A', 'B'] }))
  expect(drawn).toBe(1)
  act(() => store.set({ ...store.get(), title: 'Première' }))
  expect([drawn, container.textContent]).toEqual([2, 'Première'])
})

test('a selector that builds something fresh is given the old one again while its parts are the same', () => {
  const store = new Cell<Evening>({ title: 'Gala', rows: ['A'] })
  const { result } = renderHook(() => useDoc(store, useShallow((evening: Evening) => [evening.title, evening.rows] as const)))
  const first = result.current
  act(() => store.set({ ...store.get() }))
  expect(result.current).toBe(first)
  act(() => store.set({ ...store.get(), title: 'Première' }))
  expect(result.current).toEqual(['Première', ['A']])
})

test('a component that is gone hears no more', () => {
  const store = new Cell(1)
  const { unmount, result } = renderHook(() => useReadable(store))
  act(() => store.set(2))
  expect(result.current).toBe(2)
  unmount()
  expect(() => store.set(3)).not.toThrow()
})

test('without an open document there is no session to use', () => {
  expect(() => renderHook(useSession)).toThrow(/SessionContext/)
})

test.each([
  [[1, 2], [1, 2], true],
  [[1, 2], [1, 3], false],
  [{ a: 1 }, { a: 1 }, true],
  [{ a: 1 }, { b: 1 }, false],
  [{ a: 1 }, { a: 1, b: undefined }, false],
  [null, {}, false],
  [Number.NaN, Number.NaN, true],
])('%j and %j are the same: %s', (a, b, same) => {
  expect(sameShallow(a, b)).toBe(same)
})
