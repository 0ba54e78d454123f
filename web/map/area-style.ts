import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { LEVELS, type Level } from '../../server/domain/level.ts'

export const AREA_SOURCE = 'areas'
export const LABEL_SOURCE = 'area-labels'

/** The layer that answers what lies under a pointer while this level is coloured. */
export function fillLayer(level: Level): string {
  return `area-fill-${level}`
}

/** Colours, and how much larger than on a desk lines and names are drawn. */
export type AreaColours = { ground: string; land: string; ink: string; accent: string; scale: number }

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

/**
 * The layers of the boundaries, bottom to top: one of each kind for every level, of which most are hidden. Colours of
 * areas come by feature state: `colour`, `kind`, `hover`.
 */
export function areaLayers({ fillLevel, colours, overBasemap, selected }: AreaStyle): LayerSpecification[] {
  const at = (level: Level) => ({ source: AREA_SOURCE, 'source-layer': level })
  const shown = (isShown: boolean) => ({ visibility: isShown ? ('visible' as const) : ('none' as const) })
  const ofKind = (kind: string): ExpressionSpecification => ['case', ['==', state('kind'), kind], 1, 0]
  const isSelected = (level: Level) => selected?.level === level && level !== 'county'
  const each = (layer: (level: Level) => LayerSpecification): LayerSpecification[] =>
    LEVELS.toReversed().map(layer)
  return [
    {
      id: 'area-land',
      type: 'fill',
      ...at('county'),
      paint: { 'fill-color': colours.land, 'fill-opacity': overBasemap ? 0.25 : 1 },
    },
    ...each((level) => ({
      id: fillLayer(level),
      type: 'fill',
      ...at(level),
      layout: shown(level === fillLevel),
      paint: {
        'fill-color': ['to-color', ['coalesce', state('colour'), 'rgba(0, 0, 0, 0)']],
        'fill-opacity': overBasemap ? 0.6 : 0.85,
      },
    })),
    ...each((level) => ({
      id: `area-nodata-${level}`,
      type: 'fill',
      ...at(level),
      layout: shown(level === fillLevel),
      paint: { 'fill-pattern': 'hatch', 'fill-opacity': ofKind('nodata') },
    })),
    ...each((level) => ({
      id: `area-few-${level}`,
      type: 'fill',
      ...at(level),
      layout: shown(level === fillLevel),
      paint: { 'fill-pattern': 'dots', 'fill-opacity': ofKind('few') },
    })),
    ...each((level) => ({
      id: `area-dimmed-${level}`,
      type: 'fill',
      ...at(level),
      filter: ['!', isId(selected?.id ?? null)],
      layout: shown(isSelected(level)),
      paint: { 'fill-color': colours.ground, 'fill-opacity': 0.45 },
    })),
    ...each((level) => ({
      id: `area-line-${level}`,
      type: 'line',
      ...at(level),
      minzoom: level === fillLevel ? 0 : LINES[level].fromZoom,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colours.ink,
        'line-width': LINES[level].width * colours.scale,
        'line-opacity': LINES[level].opacity,
      },
    })),
    ...each((level) => ({
      id: `area-hover-${level}`,
      type: 'line',
      ...at(level),
      layout: { 'line-join': 'round', ...shown(level === fillLevel) },
      paint: {
        'line-color': colours.ink,
        'line-width': 2 * colours.scale,
        'line-offset': colours.scale,
        'line-opacity': ['case', ['boolean', state('hover'), false], 1, 0],
      },
    })),
    ...each((level) => ({
      id: `area-selected-${level}`,
      type: 'line',
      ...at(level),
      filter: isId(selected?.id ?? null),
      layout: { 'line-join': 'round', ...shown(isSelected(level)) },
      paint: { 'line-color': colours.accent, 'line-width': 3 * colours.scale },
    })),
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
        'text-size': size * colours.scale,
        'text-max-width': 8,
        'text-padding': 4,
      },
      paint: { 'text-color': colours.ink, 'text-halo-color': colours.land, 'text-halo-width': 1.5 },
    }
  })
}
