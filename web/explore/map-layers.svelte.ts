import type { Layer } from '@deck.gl/core'
import type { Palette } from '../ui/palette.ts'
import { toRgb } from '../ui/palette.ts'
import { densityGrid, mercatorX, mercatorY, type DensityGrid, type MercatorBox } from '../map/density.ts'
import { binHexagons, hexagonSide, type Hexagon } from '../map/hexagons.ts'
import { cellsLayer } from '../map/layers/cells.ts'
import { densityImage, heatLayer } from '../map/layers/heat.ts'
import { hexagonLayer } from '../map/layers/hexagons.ts'
import { glyphColours, pointsLayer } from '../map/layers/points.ts'
import { selectedLayer } from '../map/layers/selected.ts'
import type { MapContext } from '../map/map-context.svelte.ts'
import { niceTop } from '../charts/nice-top.ts'
import { choropleth, classOf } from './choropleth.ts'
import { CareLayers } from './care/care-layers.svelte.ts'
import type { CareData } from './care/care-data.svelte.ts'
import { VisitedCells } from './cells.svelte.ts'
import type { ExploreState } from './explore-state.svelte.ts'
import type { IncidentView } from './incident-view.svelte.ts'

/** Side of a density cell and the deviation of its kernel, in pixels. */
const HEAT_CELL_PIXELS = 4
const HEAT_SIGMA_PIXELS = 14

/** Visits older than this have the last colour. */
export const OLDEST_VISIT_DAYS = 30

type Context = {
  map: MapContext | undefined
  explore: ExploreState
  view: IncidentView
  palette: Palette
  builds: number
  care: CareData
  /** The server's clock, milliseconds since 1970. */
  now: number
}

/** The layers that deck.gl draws, and what their legends say, from one state. */
export class MapLayers {
  readonly cells = new VisitedCells()
  readonly care: CareLayers
  readonly #context: () => Context

  constructor(context: () => Context) {
    this.#context = context
    this.care = new CareLayers(context)
  }

  readonly #shown = $derived.by(() => this.#context().explore.view.layers)

  /** The box on the screen in Mercator, with a margin for the kernel; while the camera moves, the last one. */
  #restingBox: { box: MercatorBox; zoom: number; latitude: number } | null = null
  readonly #box = $derived.by(() => {
    const { map } = this.#context()
    if (!map?.map || !map.camera) return null
    if (map.moving && this.#restingBox) return this.#restingBox
    const bounds = map.map.getBounds()
    const { zoom, lat } = map.camera
    const margin = (3 * HEAT_SIGMA_PIXELS) / 512 / 2 ** zoom
    const box = {
      west: mercatorX(bounds.getWest()) - margin,
      east: mercatorX(bounds.getEast()) + margin,
      north: mercatorY(bounds.getNorth()) - margin,
      south: mercatorY(bounds.getSouth()) + margin,
    }
    this.#restingBox = { box, zoom, latitude: lat }
    return this.#restingBox
  })

  readonly #density = $derived.by((): DensityGrid | null => {
    const { view } = this.#context()
    if (!this.#shown.includes('heat') || !this.#box || !view.columns) return null
    const cell = HEAT_CELL_PIXELS / 512 / 2 ** this.#box.zoom
    return densityGrid(
      view.columns.positions,
      view.located,
      this.#box.box,
      cell,
      HEAT_SIGMA_PIXELS / HEAT_CELL_PIXELS,
    )
  })

  /**
   * The top of the heat scale in incidents per km². It is set by the view at rest and holds while time plays, so that
   * colours of different moments compare.
   */
  heatTop = $state(0)

  /** Fits the top of the scale to what is seen now. */
  fitHeat(): void {
    const highest = this.#density?.highest ?? 0
    if (highest > 0) this.heatTop = niceTop(highest)
  }

  readonly hexagons = $derived.by((): { bins: Hexagon[]; side: number } | null => {
    const { view, explore } = this.#context()
    if (!this.#shown.includes('hexagons') || !this.#box || !view.columns) return null
    const latitude = explore.area?.label[1] ?? this.#box.latitude
    const side = hexagonSide(this.#box.zoom, latitude)
    return { side, bins: binHexagons(view.columns.positions, view.located, side, latitude) }
  })

  readonly hexagonClasses = $derived.by(() => {
    const { palette } = this.#context()
    const entries = (this.hexagons?.bins ?? []).map(({ count }, id) => {
      return { id, value: { value: count, few: false, parts: null } }
    })
    return choropleth(entries, 'count', 'sequential', {
      sequential: palette.heat,
      diverging: palette.diverging,
    })
  })

  readonly #colours = $derived.by(() => {
    const { view, palette } = this.#context()
    if (!view.glyphs) return null
    return glyphColours(view.glyphs, {
      open: toRgb(palette.inHand),
      dueSoon: toRgb(palette.dueSoon),
      overdue: toRgb(palette.overdue),
      emergency: toRgb(palette.overdue),
      closed: toRgb(palette.closed),
      otherwise: toRgb(palette.inkQuiet),
    })
  })

  readonly layers = $derived.by((): Layer[] => {
    void this.#context().builds
    return [
      this.#cellsLayer(),
      ...this.care.cells,
      this.#heatLayer(),
      this.#hexagonLayer(),
      this.#pointsLayer(),
      ...this.care.people,
      this.#selectedLayer(),
    ].filter((layer) => layer !== null)
  })

  #cellsLayer(): Layer | null {
    const { palette } = this.#context()
    // The day that is played is of the same cells, and none are better than those of another time.
    if (!this.#shown.includes('cells') || !this.cells.value || this.care.replays) return null
    const [red, green, blue] = toRgb(palette.closed)
    const colour = (days: number) => {
      const age = Math.min(1, days / OLDEST_VISIT_DAYS)
      return [red, green, blue, Math.round(150 - 115 * age)] as const
    }
    return cellsLayer(this.cells.value, colour, palette.closed)
  }

  #heatLayer(): Layer | null {
    const { palette } = this.#context()
    if (!this.#density || !this.#box || this.heatTop === 0) return null
    const grid = this.#density
    const cell = HEAT_CELL_PIXELS / 512 / 2 ** this.#box.zoom
    const { west, north } = this.#box.box
    const box = { west, north, east: west + grid.columns * cell, south: north + grid.rows * cell }
    return heatLayer(densityImage(grid, this.heatTop, palette.heat.map(toRgb)), box)
  }

  #hexagonLayer(): Layer | null {
    const { palette } = this.#context()
    if (!this.hexagons) return null
    const { classes } = this.hexagonClasses
    const breaks = classes.slice(1).map(({ from }) => from)
    const colours = classes.map(({ colour }) => toRgb(colour))
    const colourOf = (count: number) => colours[classOf(count, breaks)] ?? toRgb(palette.heat[0]!)
    return hexagonLayer(this.hexagons.bins, this.hexagons.side, colourOf, [...breaks, ...palette.heat].join())
  }

  #pointsLayer(): Layer | null {
    const { view, palette } = this.#context()
    if (!this.#shown.includes('points') || !view.columns || !view.glyphs || !view.mains || !this.#colours)
      return null
    return pointsLayer({
      columns: view.columns,
      glyphs: view.glyphs,
      colours: this.#colours,
      halo: toRgb(palette.land),
      mainCategory: view.mains.ofRow,
      categories: view.categoryPlaces,
      glyphCodes: view.glyphPlaces,
      window: view.minutes,
      radius: this.#pointRadius(),
    })
  }

  /** Pixels; larger the closer one looks. */
  #pointRadius(): number {
    const { palette, map } = this.#context()
    const zoom = this.#box?.zoom ?? map?.camera?.zoom ?? 11
    return palette.scale * Math.min(11, Math.max(4, (zoom - 8) * 1.6))
  }

  /** Around the incident whose card is open, if it is on the map. */
  #selectedLayer(): Layer | null {
    const { explore, view, palette } = this.#context()
    const { incident } = explore.view
    if (incident === null || !view.columns) return null
    const row = view.columns.id.indexOf(incident)
    if (row < 0 || view.columns.located[row] === 0) return null
    const { positions } = view.columns
    const position = [positions[2 * row]!, positions[2 * row + 1]!] as const
    return selectedLayer(position, 1.8 * this.#pointRadius(), toRgb(palette.accent))
  }
}
