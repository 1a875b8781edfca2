/*
 * Keeps the app itself in the browser, so that it opens without a network.
 *
 * The build puts the list of files and a version into the two constants below. Three kinds of request:
 *   a page      from the network when it answers soon, otherwise the kept page; so a new version shows on the next load
 *   an asset    from the kept files, for its name changes with its contents; otherwise from the network, and kept
 *   /api, /sync, /sync-events  never touched
 *
 * A new version takes over at once and keeps the files of the one before: a page that is still open finds the parts
 * of the app it has not loaded yet.
 */
const FILES = __FILES__
const VERSION = __VERSION__

const CACHE = 'callboard-app-'
const PAGE = '/'
const PATIENCE_MS = 2500
const KEPT_VERSIONS = 2

// The time of installation is part of the name, so that the order of the versions can be read from the names.
const store = async () => {
  const names = await ourCaches()
  return names.find((name) => name.endsWith(VERSION)) ?? `${CACHE}${Date.now()}-${VERSION}`
}

const ourCaches = async () => (await caches.keys()).filter((name) => name.startsWith(CACHE)).sort()

const install = async () => {
  const cache = await caches.open(await store())
  await cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })))
  await self.skipWaiting()
}

const activate = async () => {
  const old = (await ourCaches()).slice(0, -KEPT_VERSIONS)
  await Promise.all(old.map((name) => caches.delete(name)))
  await self.clients.claim()
}

const keptPage = async () => (await caches.open(await store())).match(PAGE)

const answerPage = async (request) => {
  const late = new Promise((resolve) => {
    setTimeout(async () => resolve(await keptPage()), PATIENCE_MS)
  })
  try {
    const fresh = fetch(request)
    const first = await Promise.race([fresh, late])
    // Nothing kept: then one has to wait. A server in trouble is no better than none.
    const answer = first ?? (await fresh)
    return answer.status >= 500 ? ((await keptPage()) ?? answer) : answer
  } catch {
    return (await keptPage()) ?? Response.error()
  }
}

const answerFile = async (request) => {
  const kept = await caches.match(request, { ignoreVary: true })
  if (kept !== undefined) return kept
  const fresh = await fetch(request)
  if (fresh.ok && new URL(request.url).pathname.startsWith('/assets/')) {
    const cache = await caches.open(await store())
    await cache.put(request, fresh.clone())
  }
  return fresh
}

const isOurs = (request, url) =>
  request.method === 'GET' && url.origin === self.location.origin && !/^\/(api|sync|sync-events|healthz|readyz)(\/|$)/.test(url.pathname)

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (!isOurs(event.request, url)) return
  event.respondWith(event.request.mode === 'navigate' ? answerPage(event.request) : answerFile(event.request))
})
