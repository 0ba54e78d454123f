import { createContext } from 'svelte'
import type { Area } from '../../server/contract.ts'
import type { Level } from '../../server/domain/level.ts'
import type { Query } from '../api.ts'
import { ExportRun } from '../export/export-run.svelte.ts'
import type { AreaTree } from '../state/area-tree.ts'
import type { CountyData } from '../state/county-data.svelte.ts'
import type { Session } from '../state/session.svelte.ts'
import {
  LAYERS,
  readView,
  windowFor,
  writeView,
  type Camera,
  type ExploreView,
  type LayerName,
} from './explore-url.ts'

const DAY_MS = 86_400_000

/** The view of the screen: read from the address, written to it, and what follows from it and the areas. */
export class ExploreState {
  view = $state.raw<ExploreView>(readView(''))
  /** The area under the pointer or the focus, on the map or in the table. */
  hoveredId = $state<number | null>(null)
  /** Grows when the camera must go to the area again. */
  flights = $state(0)
  /** Here, because it goes on while the panel is folded. */
  readonly export = new ExportRun()
  readonly #data: CountyData

  readonly #session: Session

  constructor(data: CountyData, session: Session) {
    this.#data = data
    this.#session = session
    this.view = this.#read()
  }

  /** The release whose boundaries are looked at, for those who see the whole county; null: those of now. */
  readonly release = $derived.by((): number | null =>
    this.#session.viewer?.areas === null ? this.view.release : null,
  )

  readonly tree = $derived.by((): AreaTree | null => this.#data.tree.value)

  /** The areas that the viewer sees with all below: the county, or those that were granted. */
  readonly homes = $derived.by((): Area[] => {
    const { tree } = this
    if (tree === null) return []
    const codes = this.#session.viewer?.areas ?? null
    if (codes === null) return tree.root ? [tree.root] : []
    return codes.flatMap((code) => tree.byCode(code) ?? [])
  })

  /** The one of them that is looked at; the first when the link names none of ours. */
  readonly home = $derived.by((): Area | null => {
    const asked = this.view.area === null ? null : (this.tree?.byCode(this.view.area) ?? null)
    return (asked && this.#homeOf(asked)) ?? this.homes[0] ?? null
  })

  /** What a request must name so that it is about the home: nothing, where there is only one. */
  readonly homeCode = $derived(this.homes.length > 1 ? (this.home?.code ?? null) : null)

  /** The area looked at; the home when the code of the link is none of ours. */
  readonly area = $derived.by((): Area | null => {
    const asked = this.view.area === null ? null : (this.tree?.byCode(this.view.area) ?? null)
    return asked && this.#homeOf(asked) ? asked : this.home
  })

  /** A link named an area that there is not, or that the viewer does not see. */
  readonly unknownArea = $derived(
    this.view.area !== null && this.tree !== null && this.area?.code !== this.view.area,
  )

  /** From the home down to the area. */
  readonly path = $derived.by((): Area[] => {
    const path = this.area && this.tree ? this.tree.path(this.area) : []
    return path.slice(
      Math.max(
        0,
        path.findIndex((area) => area === this.home),
      ),
    )
  })

  /** The area whose parts are on the map and in the table: at the finest level, the one above if the viewer sees it. */
  readonly frame = $derived.by((): Area | null => {
    const { area } = this
    return area === null || area.childCount > 0 ? area : (this.path.at(-2) ?? area)
  })

  /** Levels that the areas on the map may have. */
  readonly levels = $derived<Level[]>(this.frame && this.tree ? this.tree.levelsBelow(this.frame) : [])

  readonly level = $derived.by((): Level => {
    const asked = this.view.level
    return asked !== null && this.levels.includes(asked)
      ? asked
      : (this.levels[0] ?? this.area?.level ?? 'grid')
  })

  /** The areas on the map and in the table. */
  readonly parts = $derived<Area[]>(this.frame && this.tree ? this.tree.within(this.frame, this.level) : [])

  /** The window in milliseconds since 1970; live ones end at the server's clock. */
  readonly window = $derived.by((): { from: number; to: number } => {
    const { window } = this.view
    if (!window.live) return { from: window.from, to: window.to }
    return { from: this.#data.now - window.days * DAY_MS, to: this.#data.now }
  })

  /** The incidents of the area and the window, as lists are asked for them: those that the figures count as reported. */
  readonly incidentQuery = $derived.by((): Query => ({
    area: this.area?.code,
    from: new Date(this.window.from).toISOString(),
    to: new Date(this.window.to).toISOString(),
    category: this.view.categories.join(),
    release: this.release,
  }))

  /** Follows the address when the person goes back or forward; returns what ends it. */
  follow(): () => void {
    const read = () => {
      this.view = this.#read()
      if (this.view.camera === null) this.flights += 1
    }
    addEventListener('popstate', read)
    return () => {
      removeEventListener('popstate', read)
      this.export.cancel()
    }
  }

  #read(): ExploreView {
    const span = this.#data.county.value?.span
    const last = span ? Date.parse(span.to) : null
    return { ...readView(location.search), window: windowFor(location.search, last, this.#data.now) }
  }

  /** Changes the view. Steps that a person would want to go back from enter the history. */
  go(change: Partial<ExploreView>, history: 'step' | 'same' = 'step'): void {
    const view = { ...this.view, ...change }
    const query = writeView(view, location.search)
    const address = query === '' ? location.pathname : `?${query}`
    this.view = view
    if (address === (location.search || location.pathname)) return
    if (history === 'step') window.history.pushState(null, '', address)
    else window.history.replaceState(null, '', address)
  }

  /** Goes to an area that the viewer sees, with the camera. The level falls back to the one below. */
  goTo(code: string): void {
    const area = this.tree?.byCode(code)
    if (!area || !this.isSeen(area)) return
    this.hoveredId = null
    this.go({ area: area === this.homes[0] ? null : code, level: null, camera: null, incident: null })
    this.flights += 1
  }

  /** One level up; from the home there is none. */
  goUp(): void {
    const above = this.path.at(-2)
    if (above) this.goTo(above.code)
  }

  /** Whether the viewer sees what happens in an area. */
  isSeen(area: Area): boolean {
    return this.#homeOf(area) !== null
  }

  #homeOf(area: Area): Area | null {
    const above = this.tree?.path(area) ?? []
    return this.homes.find((home) => above.includes(home)) ?? null
  }

  setCamera(camera: Camera): void {
    this.go({ camera }, 'same')
  }

  toggleLayer(layer: LayerName): void {
    const { layers } = this.view
    this.go({ layers: LAYERS.filter((name) => layers.includes(name) !== (name === layer)) }, 'same')
  }

  toggleCategory(code: string): void {
    const { categories } = this.view
    const others = categories.filter((chosen) => chosen !== code)
    this.go({ categories: others.length < categories.length ? others : [...categories, code] }, 'same')
  }
}

export const [useExplore, provideExplore] = createContext<ExploreState>()
