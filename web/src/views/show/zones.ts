/** The time zones that this browser knows, by their names ("Europe/Madrid"). */

export const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name.trim() }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** UTC and the zone of this machine first: they are what is mostly meant. */
export const zones = (): readonly string[] => {
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : []
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone
  return [...new Set([here, 'UTC', ...known])].filter(Boolean)
}
