import type { Plugin } from 'vite'
import type { Precache } from './precache.ts'

/** What the service worker's source has in the place of its list; the build writes the list there. */
const PLACEHOLDER = /["'`]__DUTY_PRECACHE__["'`]/

/** Files of web/public that the page names. */
const PUBLIC_FILES = [
  '/duty.webmanifest',
  '/icon.svg',
  '/icon-180.png',
  '/icon-192.png',
  '/icon-512.png',
  '/icon-maskable-512.png',
]

const PAGE = 'duty.html'
const WORKER = 'duty-worker.js'

type Built = {
  code?: string
  source?: string | Uint8Array
  /** Styles that come with a chunk: their names are written into its text only later. */
  viteMetadata?: { importedCss?: Set<string> }
}

/**
 * Gives the service worker of /duty the list of exactly what that page needs: whatever is named in it, in what it names, and
 * so on, map and language included. Our own, since it is these few lines: the libraries for it bring a runtime of strategies
 * that nothing here needs, and would serve pages other than /duty.
 */
export function dutyPrecache(): Plugin {
  return {
    name: 'duty-precache',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const files = bundle as unknown as Record<string, Built>
      const worker = files[WORKER]
      const page = files[PAGE]
      if (worker?.code === undefined || page === undefined)
        throw new Error(`The build has no ${WORKER} or no ${PAGE}, which belong together.`)
      const needed = namedFrom(PAGE, files)
      const assets = needed.filter((name) => name !== PAGE).map((name) => `/${name}`)
      const version = await hashOf(textOf(page) + assets.join())
      const list: Precache = { version, page: '/duty', files: [...assets, ...PUBLIC_FILES] }
      if (!PLACEHOLDER.test(worker.code)) throw new Error(`${WORKER} has no place for its list of files.`)
      worker.code = worker.code.replace(PLACEHOLDER, () => JSON.stringify(list))
    },
  }
}

/** Names of all files that a file leads to, itself included: styles, and files whose name stands in the text of one of them. */
function namedFrom(first: string, files: Readonly<Record<string, Built>>): string[] {
  const found = new Set([first])
  for (const name of found) {
    for (const style of files[name]!.viteMetadata?.importedCss ?? []) found.add(style)
    const text = textOf(files[name]!)
    for (const other of Object.keys(files)) {
      if (other.startsWith('assets/') && text.includes(other.slice('assets/'.length))) found.add(other)
    }
  }
  return [...found]
}

function textOf({ code, source }: Built): string {
  if (code !== undefined) return code
  return typeof source === 'string' ? source : new TextDecoder().decode(source)
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest, 0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
