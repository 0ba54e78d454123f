import type { Precache } from './precache.ts'

/**
 * The service worker of a page: it and what it is made of come from this device, so that it opens without a network. Answers of the
 * API are never kept here. A new version waits until the page was closed, unless the page is taken from the network first; then it
 * takes over and deletes what the old one kept.
 */
type LifeEvent = Event & { waitUntil(work: Promise<unknown>): void }
type AskEvent = LifeEvent & { request: Request; respondWith(answer: Promise<Response>): void }
type WorkerScope = {
  addEventListener(name: 'install' | 'activate', listener: (event: LifeEvent) => void): void
  addEventListener(name: 'fetch', listener: (event: AskEvent) => void): void
  clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  location: Location
}

const worker = self as unknown as WorkerScope
const { version, page, networkFirst, files } = '__PRECACHE__' as unknown as Precache
/** One for each page: those of others are not ours to delete. */
const CACHE_PREFIX = `wangge-shell${page}-`
/** What was kept when only /duty was. */
const FORMER_PREFIX = 'wangge-shell-'
const CACHE = CACHE_PREFIX + version
const kept = new Set(files)
const NETWORK_LIMIT_MS = 10_000

worker.addEventListener('install', (event) => event.waitUntil(keepAll()))

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => worker.clients.claim()))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin) return
  if (pathname === page) {
    const isOpening = networkFirst && request.mode === 'navigate'
    event.respondWith(isOpening ? fromNetworkFirst(request) : fromHere(page, request))
  } else if (kept.has(pathname)) event.respondWith(fromHere(pathname, request))
})

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE)
  // Past the browser's own cache: a page of an older build must not be kept beside the files of a newer one.
  await cache.addAll([page, ...files].map((url) => new Request(url, { cache: 'reload' })))
  if (networkFirst) await worker.skipWaiting()
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter(
    (name) => (name.startsWith(CACHE_PREFIX) && name !== CACHE) || name.startsWith(FORMER_PREFIX),
  )
  await Promise.all(old.map((name) => caches.delete(name)))
}

async function fromHere(url: string, request: Request): Promise<Response> {
  const found = await (await caches.open(CACHE)).match(url)
  return found ?? fetch(request)
}

/** A server that does not answer in time, or only with a fault (a proxy before one that is away), is as good as none. */
async function fromNetworkFirst(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request.url, { signal: AbortSignal.timeout(NETWORK_LIMIT_MS) })
    if (answer.ok) return answer
  } catch {
    // From here, then.
  }
  return fromHere(page, request)
}
