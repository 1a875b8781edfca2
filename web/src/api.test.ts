import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiError, createShow, exportPath, isUnreachable, listDocuments, previewTable, renameDocument, restoreDocument, sentenceOf } from './api'

const NAME = 'show/3f0e4b52-9d3a-4c1e-8a51-0d7f6a1c2b3d'
let server: Server | null = null

afterEach(async () => {
  vi.unstubAllGlobals()
  await new Promise((done) => (server === null ? done(null) : server.close(done)))
  server = null
})

/** A real HTTP server that answers as it is told; a browser would add the page's own address to each path. */
const answering = async (listener: RequestListener): Promise<number> => {
  const started = createServer(listener)
  server = started
  await new Promise<void>((ready) => started.listen(0, '127.0.0.1', ready))
  const { port } = started.address() as AddressInfo
  pointTo(port)
  return port
}

const pointTo = (port: number): void => {
  const there = globalThis.fetch
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => there(`http://127.0.0.1:${port}${path}`, init))
}

const caught = async (attempt: Promise<unknown>): Promise<ApiError> => {
  const error: unknown = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof ApiError) return error
  throw new Error('an ApiError was expected')
}

describe('a call', () => {
  it('asks with the method, the path and the body of the route (A2)', async () => {
    const asked: string[] = []
    await answering((request, response) => {
      let body = ''
      request.on('data', (part: Buffer) => (body += part.toString()))
      request.on('end', () => {
        asked.push(`${request.method} ${request.url} ${body}`)
        response.end(JSON.stringify({ documents: [], document: { name: NAME } }))
      })
    })
    await listDocuments()
    await createShow({ title: 'Gala', sample: true })
    await renameDocument(NAME, 'Gala 2')
    await restoreDocument('free/a b?c')
    await previewTable(new File(['a,b'], 'x y.csv'), { 2: null })
    expect(asked).toEqual([
      'GET /api/documents ',
      'POST /api/documents {"kind":"show","title":"Gala","sample":true}',
      `PATCH /api/documents/${NAME} {"title":"Gala 2"}`,
      'POST /api/documents/free/a%20b%3Fc/restore ',
      'POST /api/tables/preview?filename=x+y.csv&columns=%7B%222%22%3Anull%7D a,b',
    ])
  })

  it('an export is a plain address', () => {
    expect(exportPath(NAME, 'xlsx')).toBe(`/api/documents/${NAME}/export?format=xlsx`)
  })
})

describe('a failure is told', () => {
  const failing = (status: number, body: string) => answering((_request, response) => void response.writeHead(status).end(body))

  it('in the server’s own words (A3)', async () => {
    await failing(400, '{"error":{"code":"bad_request","message":"The title is too long."}}')
    const error = await caught(listDocuments())
    expect([error.message, error.code, error.status]).toEqual(['The title is too long.', 'bad_request', 400])
    expect(sentenceOf(error)).toBe('The title is too long.')
  })

  it('as unreachable when nobody listens', async () => {
    const port = await failing(200, '{}')
    await new Promise((done) => server?.close(done))
    server = null
    vi.unstubAllGlobals()
    pointTo(port)
    expect(isUnreachable(await caught(listDocuments()))).toBe(true)
  })

  it.each([502, 503, 504])('as unreachable when something in front of the server says %d', async (status) => {
    await failing(status, '<html>Bad gateway</html>')
    expect(isUnreachable(await caught(listDocuments()))).toBe(true)
  })

  it('as the server’s when it says itself that it cannot do it now', async () => {
    await failing(503, '{"error":{"code":"unavailable","message":"The disk is full."}}')
    const error = await caught(listDocuments())
    expect([isUnreachable(error), error.message]).toEqual([false, 'The disk is full.'])
  })

  it('with its status when there are no words', async () => {
    await failing(418, 'short and stout')
    expect((await caught(listDocuments())).message).toBe('The server answered with status 418.')
  })

  it('when the answer is no JSON', async () => {
    await failing(200, '<html>')
    expect((await caught(listDocuments())).code).toBe('unreadable')
  })

  it('anything else is said without jargon', () => {
    expect(sentenceOf(new TypeError('x is undefined'))).toBe('Something unexpected happened. Nothing was changed.')
  })
})
