import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { LEVELS, type Level } from '../../server/domain/level.ts'

export const AREA_SOURCE = 'areas'
export const LABEL_SOURCE = 'area-labels'

/** The layer that answers what lies under a pointer. */
export const FILL_LAYER = 'area-fill'

export type AreaColours = { ground: string; land: string; ink: string; accent: string }

/** Width in pixels and opacity of each level's lines, and the zoom from which they are drawn when not asked for. */
const LINES: Readonly<Record<Level, { width: number; opacity: number; fromZoom: number }>> = {
  county: { width: 2.5, opacity: 0.8, fromZoom: 0 },
  township: { width: 1.6, opacity: 0.6, fromZoom: 0 },
  village: { width: 0.9, opacity: 0.4, fromZoom: 12 },
  grid: { width: 0.5, opacity: 0.25, fromZoom: 13.5 },
}

/** Type sizes in pixels and the zoom from which names are drawn. */
const LABELS: Readonly<Record<Exclude<Level, 'county'>, { size: number; fromZoom: number; bold: boolean }>> =
  {
    township: { size: 15, fromZoom: 0, bold: true },
    village: { size: 13, fromZoom: 12, bold: false },
    grid: { size: 12, fromZoom: 14, bold: false },
  }

const state = (name: string): ExpressionSpecification => ['feature-state', name]
const isId = (id: number | null): ExpressionSpecification => ['==', ['id'], id ?? -1]

export type AreaStyle = {
  fillLevel: Level
  colours: AreaColours
  /** A basemap lies below: the land is left to it, and fills let it through. */
  overBasemap: boolean
  selected: { id: number; level: Level } | null
}

/** The layers of the boundaries, bottom to top. Colours of areas come by feature state: `colour`, `kind`, `hover`. */
export function areaLayers({ fillLevel, colours, overBasemap, selected }: AreaStyle): LayerSpecification[] {
  const at = (level: Level) => ({ source: AREA_SOURCE, 'source-layer': level })
  const shownKind = (kind: string): ExpressionSpecification => ['case', ['==', state('kind'), kind], 1, 0]
  const dimmed = selected !== null && selected.level !== 'county'
  return [
    {
      id: 'area-land',
      type: 'fill',
      ...at('county'),
      paint: { 'fill-color': colours.land, 'fill-opacity': overBasemap ? 0.25 : 1 },
    },
    {
      id: FILL_LAYER,
      type: 'fill',
      ...at(fillLevel),
      paint: {
        'fill-color': ['to-color', ['coalesce', state('colour'), 'rgba(0, 0, 0, 0)']],
        'fill-opacity': overBasemap ? 0.6 : 0.85,
      },
    },
    {
      id: 'area-nodata',
      type: 'fill',
      ...at(fillLevel),
      paint: { 'fill-pattern': 'hatch', 'fill-opacity': shownKind('nodata') },
    },
    {
      id: 'area-few',
      type: 'fill',
      ...at(fillLevel),
      paint: { 'fill-pattern': 'dots', 'fill-opacity': shownKind('few') },
    },
    {
      id: 'area-dimmed',
      type: 'fill',
      ...at(selected?.level ?? 'county'),
      filter: ['!', isId(selected?.id ?? null)],
      layout: { visibility: dimmed ? 'visible' : 'none' },
      paint: { 'fill-color': colours.ground, 'fill-opacity': 0.45 },
    },
    ...LEVELS.toReversed().map((level): LayerSpecification => {
      const { width, opacity, fromZoom } = LINES[level]
      return {
        id: `area-line-${level}`,
        type: 'line',
        ...at(level),
        minzoom: level === fillLevel ? 0 : fromZoom,
        layout: { 'line-join': 'round' },
        paint: { 'line-color': colours.ink, 'line-width': width, 'line-opacity': opacity },
      }
    }),
    {
      id: 'area-hover',
      type: 'line',
      ...at(fillLevel),
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colours.ink,
        'line-width': 2,
        'line-offset': 1,
        'line-opacity': ['case', ['boolean', state('hover'), false], 1, 0],
      },
    },
    {
      id: 'area-selected',
      type: 'line',
      ...at(selected?.level ?? 'county'),
      filter: isId(selected?.id ?? null),
      layout: { 'line-join': 'round', visibility: dimmed ? 'visible' : 'none' },
      paint: { 'line-color': colours.accent, 'line-width': 3 },
    },
  ]
}

/** Names, coarse levels above fine ones and placed first. The text of both languages is in the features. */
export function labelLayers(locale: 'zh' | 'en', colours: AreaColours): LayerSpecification[] {
  return (['grid', 'village', 'township'] as const).map((level) => {
    const { size, fromZoom, bold } = LABELS[level]
    return {
      id: `area-label-${level}`,
      type: 'symbol',
      source: LABEL_SOURCE,
      filter: ['==', ['get', 'level'], level],
      minzoom: fromZoom,
      layout: {
        'text-field': ['get', locale],
        'text-font': [bold ? 'Bold' : 'Regular'],
        'text-size': size,
        'text-max-width': 8,
        'text-padding': 4,
      },
      paint: { 'text-color': colours.ink, 'text-halo-color': colours.land, 'text-halo-width': 1.5 },
    }
  })
}
