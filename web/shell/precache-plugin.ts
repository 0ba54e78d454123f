import type { Plugin } from 'vite'
import type { Precache } from './precache.ts'

/** What the service worker's source has in the place of its list; the build writes the list there. */
const PLACEHOLDER = /["'`]__PRECACHE__["'`]/

/** What the worker's source is called in the build, before it is made into one for each page. */
export const WORKER_ENTRY = 'page-worker'
const WORKER = `${WORKER_ENTRY}.js`

/** A page that opens without a network, at the address of its name; `publicFiles`: those of web/public that it names. */
type KeptPage = Pick<Precache, 'networkFirst'> & { name: string; publicFiles: string[] }

const PAGES: KeptPage[] = [
  {
    name: 'duty',
    networkFirst: false,
    publicFiles: [
      '/duty.webmanifest',
      '/icon.svg',
      '/icon-180.png',
      '/icon-192.png',
      '/icon-512.png',
      '/icon-maskable-512.png',
    ],
  },
  // Nobody closes and opens the page of a wall: a new version comes with the next loading, or never.
  { name: 'wall', networkFirst: true, publicFiles: ['/icon.svg'] },
]

type Built = {
  code?: string
  source?: string | Uint8Array
  /** Styles that come with a chunk: their names are written into its text only later. */
  viteMetadata?: { importedCss?: Set<string> }
}

/**
 * Makes the service worker of each page (/duty-worker.js, /wall-worker.js) with the list of exactly what that page needs: whatever
 * is named in it, in what it names, and so on, map and language included. Our own, since it is these few lines: the libraries for it
 * bring a runtime of strategies that nothing here needs, and would serve other pages too.
 */
export function precache(): Plugin {
  return {
    name: 'precache',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const files = bundle as unknown as Record<string, Built>
      const code = files[WORKER]?.code
      if (code === undefined || !PLACEHOLDER.test(code))
        throw new Error(`The build has no ${WORKER} with a place for its list of files.`)
      delete bundle[WORKER]
      for (const page of PAGES) {
        const list = JSON.stringify(await listOf(page, files))
        this.emitFile({
          type: 'asset',
          fileName: `${page.name}-worker.js`,
          source: code.replace(PLACEHOLDER, () => list),
        })
      }
    },
  }
}

async function listOf(
  { name, networkFirst, publicFiles }: KeptPage,
  files: Readonly<Record<string, Built>>,
): Promise<Precache> {
  const html = `${name}.html`
  const page = files[html]
  if (page === undefined) throw new Error(`The build has no ${html}, whose files a service worker keeps.`)
  const assets = namedFrom(html, files)
    .filter((file) => file !== html)
    .map((file) => `/${file}`)
  const version = await hashOf(textOf(page) + assets.join())
  return { version, page: `/${name}`, networkFirst, files: [...assets, ...publicFiles] }
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
