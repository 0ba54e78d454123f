import type { Precache } from './precache.ts'

/**
 * The service worker of /duty: the page and what it is made of come from this device, so that it opens without a network.
 * Answers of the API are never kept here. A new version waits until the page was closed, takes over at the next opening and
 * deletes what the old one kept.
 */
type LifeEvent = Event & { waitUntil(work: Promise<unknown>): void }
type AskEvent = LifeEvent & { request: Request; respondWith(answer: Promise<Response>): void }
type WorkerScope = {
  addEventListener(name: 'install' | 'activate', listener: (event: LifeEvent) => void): void
  addEventListener(name: 'fetch', listener: (event: AskEvent) => void): void
  clients: { claim(): Promise<void> }
  location: Location
}

const worker = self as unknown as WorkerScope
const { version, page, files } = '__DUTY_PRECACHE__' as unknown as Precache
const CACHE_PREFIX = 'wangge-shell-'
const CACHE = CACHE_PREFIX + version
const kept = new Set(files)

worker.addEventListener('install', (event) => event.waitUntil(keepAll()))

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => worker.clients.claim()))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin) return
  const wanted = request.mode === 'navigate' && pathname === page ? page : pathname
  if (wanted === page || kept.has(wanted)) event.respondWith(fromHere(wanted, request))
})

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE)
  // Past the browser's own cache: a page of an older build must not be kept beside the files of a newer one.
  await cache.addAll([page, ...files].map((url) => new Request(url, { cache: 'reload' })))
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE)
  await Promise.all(old.map((name) => caches.delete(name)))
}

async function fromHere(url: string, request: Request): Promise<Response> {
  const found = await (await caches.open(CACHE)).match(url)
  return found ?? fetch(request)
}
