import { expect, it } from 'vitest'
import { ApiError } from '../../api'
import type { Share } from '../../api/sharing'
import { ended, open, Shares, type SharesServer } from './shares'

const share = (id: string, more: Partial<Share> = {}): Share => ({
  id,
  role: 'crew',
  label: id,
  created_at: 0,
  created_by: 'Ana',
  expires_at: null,
  revoked_at: null,
  has_passphrase: false,
  uses: 0,
  last_used_at: null,
  opens: true,
  holders: [],
  ...more,
})

/** A server with its links in memory. */
const server = (...links: Share[]): SharesServer & { isAway: boolean } => ({
  isAway: false,
  async list() {
    if (this.isAway) throw new ApiError('The server cannot be reached at the moment.', 'unreachable', 0)
    return links
  },
  async make({ role, label }) {
    return { share: share(label, { role }), link: `cbs_${label}` }
  },
  async revoke(id) {
    if (this.isAway) throw new ApiError('The server cannot be reached at the moment.', 'unreachable', 0)
    return share(id, { revoked_at: 1, opens: false })
  },
})

it('U12 a link that was made stands first, and its address is given this once', async () => {
  const shares = new Shares(server(share('old')))
  await shares.refresh()
  expect((await shares.make({ role: 'viewer', label: 'new' })).link).toBe('cbs_new')
  expect(shares.get().shares.map(({ id }) => id)).toEqual(['new', 'old'])
  expect(JSON.stringify(shares.get())).not.toContain('cbs_')
})

it('U12 a revoked link moves to those that are over, but only when the server has said so', async () => {
  const away = server(share('a'), share('b'))
  const shares = new Shares(away)
  await shares.refresh()
  away.isAway = true
  await expect(shares.revoke('a')).rejects.toThrow('cannot be reached')
  expect(open(shares.get().shares).map(({ id }) => id)).toEqual(['a', 'b'])
  away.isAway = false
  await shares.revoke('a')
  expect(open(shares.get().shares).map(({ id }) => id)).toEqual(['b'])
  expect(ended(shares.get().shares).map(({ id }) => id)).toEqual(['a'])
})

it('when the list cannot be loaded, what was known stays in sight', async () => {
  const away = server(share('a'))
  const shares = new Shares(away)
  await shares.refresh()
  away.isAway = true
  await shares.refresh()
  expect(shares.get()).toMatchObject({ situation: 'failed', problem: 'The server cannot be reached at the moment.' })
  expect(shares.get().shares).toHaveLength(1)
})
