/** JSON Merge Patch (RFC 7396): what the server sends of a state that has changed. Null means: not there any more. */
type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

export const patched = (before: unknown, patch: unknown): unknown => {
  if (!isObject(patch)) return patch
  const after = new Map(Object.entries(isObject(before) ? before : {}))
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) after.delete(key)
    else after.set(key, patched(after.get(key), value))
  }
  return Object.fromEntries(after)
}
