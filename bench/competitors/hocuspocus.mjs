// Hocuspocus as it comes, to be measured in the same run: in memory, or with `--keep` with its own SQLite extension.
import { SQLite } from '@hocuspocus/extension-sqlite'
import { Server } from '@hocuspocus/server'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { data: { type: 'string' }, port: { type: 'string' }, keep: { type: 'boolean' } },
})
const server = new Server({
  port: Number(values.port),
  address: '127.0.0.1',
  quiet: true,
  extensions: values.keep ? [new SQLite({ database: join(values.data, 'hocuspocus.sqlite') })] : [],
})
await server.listen()
console.log(`hocuspocus is at http://127.0.0.1:${server.address.port}`)
