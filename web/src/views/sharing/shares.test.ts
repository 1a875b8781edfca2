import { expect, it } from 'vitest'
import { ApiError } from '../../api'
import type { Share } from '../../api/sharing'
import { ended, open, Shares, type SharesServer } from './shares'

const SHOW = { document: 'show/1' }

const share = (id: string, more: Partial<Share> = {}): Share => ({
  id,
  document: 'show/1',
  role: 'crew',
  label: id,
  created_at: 0,
  created_by: 'Ana',
  expires_at: null,
  revoked_at: null,
  has_passphrase: false,
  documents: [],
  uses: 0,
  last_used_at: null,
  opens: true,
  holders: [],
  ...more,
})

/** A server with its links in memory. */
const server = (...links: Share[]): SharesServer & { isAway: boolean } => ({
  isAway: false,
  async listShares() {
    if (this.isAway) throw new ApiError('The server cannot be reached at the moment.', 'unreachable', 0)
    return links
  },
  async makeShare(_opened, { role, label }) {
    return { share: share(label, { role }), link: `cbs_${label}`, addresses: [] }
  },
  async revokeShare(_opened, id) {
    if (this.isAway) throw new ApiError('The server cannot be reached at the moment.', 'unreachable', 0)
    return share(id, { revoked_at: 1, opens: false })
  },
})

it('U12 a link that was made stands first, and its address is given this once', async () => {
  const shares = new Shares(server(share('old')), [SHOW])
  await shares.refresh()
  expect((await shares.make(SHOW, { role: 'viewer', label: 'new' })).link).toBe('cbs_new')
  expect(shares.get().shares.map(({ id }) => id)).toEqual(['new', 'old'])
  expect(JSON.stringify(shares.get())).not.toContain('cbs_')
})

it('U12 a revoked link moves to those that are over, but only when the server has said so', async () => {
  const away = server(share('a'), share('b'))
  const shares = new Shares(away, [SHOW])
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
  const shares = new Shares(away, [SHOW])
  await shares.refresh()
  away.isAway = true
  await shares.refresh()
  expect(shares.get()).toMatchObject({ situation: 'away', problem: 'The server cannot be reached at the moment.' })
  expect(shares.get().shares).toHaveLength(1)
})

it('U12 A20 links to the show and to all of its workspace stand together, and each is revoked where it is', async () => {
  const asked: unknown[] = []
  const both: SharesServer = {
    ...server(),
    async listShares(opened) {
      return 'document' in opened ? [share('one', { created_at: 1 })] : [share('all', { created_at: 2, document: '' })]
    },
    async revokeShare(opened, id) {
      asked.push(opened)
      return share(id, { document: 'workspace' in opened ? '' : 'show/1', opens: false })
    },
  }
  const shares = new Shares(both, [SHOW, { workspace: '7' }])
  await shares.refresh()
  expect(shares.get().shares.map(({ id }) => id)).toEqual(['all', 'one'])
  await shares.revoke('all')
  await shares.revoke('one')
  expect(asked).toEqual([{ workspace: '7' }, SHOW])
})
