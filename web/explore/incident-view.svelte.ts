import type { CountyData } from '../state/county-data.svelte.ts'
import { histogram, lowerBound, MINUTE_SECONDS } from '../state/incident-columns.ts'
import { IncidentStore, mainCategories } from '../state/incident-store.svelte.ts'
import { POINT_GLYPHS, type PointGlyph } from '../map/glyph-codes.ts'
import { glyphCodes } from '../map/layers/points.ts'
import type { ExploreState } from './explore-state.svelte.ts'
import type { StateFilter } from './explore-url.ts'

const HISTOGRAM_BUCKETS = 1500

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The span of a county without incidents. */
const EMPTY_SPAN_MS = 30 * DAY_MS

/** Data that ended this long ago is looked at by itself. */
const LONG_AGO_MS = 90 * DAY_MS

/** Which glyphs a state filter lets through. */
const SHOWN: Readonly<Record<StateFilter, readonly PointGlyph[]>> = {
  all: POINT_GLYPHS,
  open: ['open', 'dueSoon', 'overdue', 'emergency'],
  overdue: ['overdue'],
  closed: ['closed'],
}

/** The incidents as the map, its legends and the time bar need them: filtered by the view, in the area looked at. */
export class IncidentView {
  readonly store = new IncidentStore()
  readonly #data: CountyData
  readonly #explore: ExploreState

  constructor(data: CountyData, explore: ExploreState) {
    this.#data = data
    this.#explore = explore
  }

  readonly columns = $derived.by(() => this.store.columns)
  readonly mains = $derived.by(() => {
    const county = this.#data.county.value
    return this.columns && county ? mainCategories(this.columns, county.categories) : null
  })
  readonly glyphs = $derived.by(
    () => this.columns && glyphCodes(this.columns, Math.floor(this.#data.now / 1000)),
  )

  /** Codes for the filters on the graphics card. */
  readonly categoryPlaces = $derived.by(() => {
    const { categories } = this.#explore.view
    const all = (this.mains?.mains ?? []).map((code, place) => ({ code, place }))
    return all
      .filter(({ code }) => categories.length === 0 || categories.includes(code))
      .map(({ place }) => place)
  })
  readonly glyphPlaces = $derived.by(() =>
    SHOWN[this.#explore.view.states].map((glyph) => POINT_GLYPHS.indexOf(glyph)),
  )

  /** 1 for rows of the chosen categories and states inside the area looked at; the window is left to the callers. */
  readonly wanted = $derived.by((): Uint8Array | null => {
    const { columns, mains, glyphs } = this
    const { area, tree } = this.#explore
    if (!columns || !mains || !glyphs || !area || !tree) return null
    const category = new Uint8Array(mains.mains.length)
    for (const place of this.categoryPlaces) category[place] = 1
    const glyph = new Uint8Array(POINT_GLYPHS.length)
    for (const place of this.glyphPlaces) glyph[place] = 1
    const inside = area === this.#explore.home ? null : tree.idsInside(area)
    const wanted = new Uint8Array(columns.length)
    for (let row = 0; row < columns.length; row += 1) {
      wanted[row] =
        category[mains.ofRow[row]!]! &
        glyph[glyphs[row]!]! &
        (inside === null || inside.has(columns.area[row]!) ? 1 : 0)
    }
    return wanted
  })

  /**
   * The span of the time bar, milliseconds since 1970: from the first incident to now, or to the last one where that was
   * long ago and nobody looks at now.
   */
  readonly span = $derived.by(() => {
    const { now } = this.#data
    const { window } = this.#explore.view
    const hasRows = this.columns !== null && this.columns.length > 0
    const first = hasRows ? this.columns!.firstSecond * 1000 : now - EMPTY_SPAN_MS
    const last = hasRows ? this.columns!.lastSecond * 1000 + 1000 : now
    const isPast = !window.live && now - last > LONG_AGO_MS
    const to = isPast ? last : Math.max(now, last)
    return { from: Math.min(first, to - HOUR_MS), to }
  })

  readonly histogram = $derived.by(() => {
    const extent = this.span
    const counts = this.columns
      ? histogram(this.columns, extent.from / 1000, extent.to / 1000, HISTOGRAM_BUCKETS, this.wanted)
      : new Uint32Array(1)
    return { counts, extent }
  })

  /** First row and the row after the last in the window. */
  readonly rows = $derived.by(() => {
    const { from, to } = this.#explore.window
    if (!this.columns) return { first: 0, end: 0 }
    return {
      first: lowerBound(this.columns, Math.ceil(from / 1000)),
      end: lowerBound(this.columns, Math.ceil(to / 1000)),
    }
  })

  /** The window in minutes since the first incident, for the filter on the graphics card. */
  readonly minutes = $derived.by((): [number, number] => {
    const first = this.columns?.firstSecond ?? 0
    const { from, to } = this.#explore.window
    const minute = (ms: number) => (ms / 1000 - first) / MINUTE_SECONDS
    return [Math.max(0, Math.floor(minute(from))), Math.floor(minute(to))]
  })

  /** How many of each glyph are in the window and the area, and how many of them are not located. */
  readonly counts = $derived.by(() => {
    const counts = new Uint32Array(POINT_GLYPHS.length)
    let notLocated = 0
    const { columns, glyphs, wanted } = this
    if (columns && glyphs && wanted) {
      for (let row = this.rows.first; row < this.rows.end; row += 1) {
        if (wanted[row] === 0) continue
        counts[glyphs[row]!]! += 1
        if (columns.located[row] === 0) notLocated += 1
      }
    }
    return { counts, notLocated }
  })

  /** The located rows of the window that the filters let through, inside the area only. */
  readonly located = $derived.by((): Uint32Array => {
    const { columns, wanted } = this
    if (!columns || !wanted) return new Uint32Array()
    const rows = new Uint32Array(Math.max(0, this.rows.end - this.rows.first))
    let count = 0
    for (let row = this.rows.first; row < this.rows.end; row += 1) {
      if (wanted[row] === 1 && columns.located[row] === 1) rows[count++] = row
    }
    return rows.subarray(0, count)
  })
}
