import { createContext } from 'svelte'
import type { Area } from '../../server/contract.ts'
import type { Level } from '../../server/domain/level.ts'
import type { AreaTree } from '../state/area-tree.ts'
import type { CountyData } from '../state/county-data.svelte.ts'
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
  readonly #data: CountyData

  constructor(data: CountyData) {
    this.#data = data
    this.view = this.#read()
  }

  readonly tree = $derived.by((): AreaTree | null => this.#data.tree.value)

  /** The area looked at; the county when the code of the link is none of ours. */
  readonly area = $derived.by((): Area | null => {
    const { tree } = this
    if (tree === null) return null
    return (this.view.area === null ? null : tree.byCode(this.view.area)) ?? tree.root
  })

  /** A link named an area that there is not. */
  readonly unknownArea = $derived(
    this.view.area !== null && this.tree !== null && this.tree.byCode(this.view.area) === null,
  )

  readonly path = $derived(this.area && this.tree ? this.tree.path(this.area) : [])

  /** The area whose parts are on the map and in the table: at the finest level, the one above. */
  readonly frame = $derived.by((): Area | null => {
    const { area, tree } = this
    if (area === null || tree === null) return null
    return area.childCount > 0 ? area : (tree.parent(area) ?? area)
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

  /** Follows the address when the person goes back or forward; returns what ends it. */
  follow(): () => void {
    const read = () => {
      this.view = this.#read()
      if (this.view.camera === null) this.flights += 1
    }
    addEventListener('popstate', read)
    return () => removeEventListener('popstate', read)
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

  /** Goes to an area, with the camera. The level falls back to the one below. */
  goTo(code: string): void {
    const area = this.tree?.byCode(code)
    if (!area) return
    this.hoveredId = null
    this.go({ area: area.parentCode === null ? null : code, level: null, camera: null, incident: null })
    this.flights += 1
  }

  /** One level up; from the county there is none. */
  goUp(): void {
    const above = this.area && this.tree?.parent(this.area)
    if (above) this.goTo(above.code)
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
