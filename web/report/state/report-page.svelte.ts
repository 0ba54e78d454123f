import { createContext } from 'svelte'

export const PAGES = ['form', 'track', 'map', 'poster'] as const
export type Page = (typeof PAGES)[number]

export const PATHS: Readonly<Record<Page, string>> = {
  form: '/report',
  track: '/report/track',
  map: '/report/map',
  poster: '/report/poster',
}

/** Which page the address names. A tracking code stands behind #, which no browser sends and no server logs. */
export class ReportPage {
  page = $state<Page>(pageOf(location.pathname))
  query = $state.raw(new URLSearchParams(location.search))
  fragment = $state(location.hash.slice(1))

  go(page: Page, fragment = ''): void {
    history.pushState(null, '', `${PATHS[page]}${fragment === '' ? '' : `#${fragment}`}`)
    this.read()
    scrollTo(0, 0)
  }

  read(): void {
    this.page = pageOf(location.pathname)
    this.query = new URLSearchParams(location.search)
    this.fragment = location.hash.slice(1)
  }
}

function pageOf(path: string): Page {
  const bare = path.replace(/\/+$/, '')
  return PAGES.find((page) => PATHS[page] === bare) ?? 'form'
}

export const [usePage, providePage] = createContext<ReportPage>()
