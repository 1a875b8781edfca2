import { useRef } from 'react'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

export const sameShallow = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (!isRecord(a) || !isRecord(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && Object.is(a[key], b[key]))
}

/** Lets a selector build a fresh array or object: while its parts are the same, the previous one is given again. */
export const useShallow = <T, U>(select: (value: T) => U): ((value: T) => U) => {
  const last = useRef<U | undefined>(undefined)
  return (value) => {
    const next = select(value)
    if (last.current === undefined || !sameShallow(last.current, next)) last.current = next
    return last.current
  }
}
