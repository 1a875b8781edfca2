// @y/websocket-server as it comes, to be measured in the same run: the lines of its own server.js, on a free port.
// With `--keep` documents are stored in LevelDB, as its YPERSISTENCE does.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { WebSocketServer } from 'ws'

const { values } = parseArgs({
  options: { data: { type: 'string' }, port: { type: 'string' }, keep: { type: 'boolean' } },
})
if (values.keep) process.env.YPERSISTENCE = join(values.data, 'leveldb')
const { setupWSConnection } = await import('@y/websocket-server/utils')

const server = createServer((request, response) => response.end('okay'))
const sockets = new WebSocketServer({ noServer: true })
sockets.on('connection', setupWSConnection)
server.on('upgrade', (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws, request)),
)
server.listen({ port: Number(values.port), host: '127.0.0.1', backlog: 2048 }, () =>
  console.log(`y-websocket-server is at http://127.0.0.1:${server.address().port}`),
)
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0))
