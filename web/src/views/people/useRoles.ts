import { useEffect, useState } from 'react'
import { readRoles, type Roles } from '../../api/members'

// The table is the same for as long as the server is.
let asked: Promise<Roles> | null = null

const ask = (): Promise<Roles> =>
  (asked ??= readRoles().catch((error: unknown) => {
    asked = null
    throw error
  }))

/** The table of roles and rights, once the server has told it; null until then. */
export const useRoles = (): Roles | null => {
  const [roles, setRoles] = useState<Roles | null>(null)
  useEffect(() => {
    let isWanted = true
    ask().then(
      (found) => (isWanted ? setRoles(found) : undefined),
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [])
  return roles
}
