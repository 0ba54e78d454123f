import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { LEVELS } from '../../../server/domain/level.ts'
import { areaLayers, labelLayers } from '../../map/area-style.ts'
import type { Palette } from '../../ui/palette.ts'
import { handStyle, ofKind } from './hand-style.ts'

/** The sources that the studio fills from the areas in the hand. */
export const SOURCES = [
  'studio-areas',
  'studio-borders',
  'studio-labels',
  'studio-passages',
  'studio-base',
  'studio-sketch',
  'studio-fault',
  'studio-handles',
] as const
export type StudioSource = (typeof SOURCES)[number]

type StudioStyle = {
  colours: Palette
  locale: 'zh' | 'en'
  overBasemap: boolean
  /** Ids of areas that the tiles have and the studio draws itself. */
  hidden: readonly number[]
}

const state = (name: string): ExpressionSpecification => ['boolean', ['feature-state', name], false]

/** `new` are the edges of the outline that the tiles do not have. */
const byLevel = (township: number, other: number): ExpressionSpecification => [
  'case',
  ['in', ['get', 'level'], ['literal', ['township', 'new']]],
  township,
  other,
]

/** Lines are thinner where a whole county is in view than where one draws. */
const byZoom = (
  far: ExpressionSpecification,
  near: ExpressionSpecification,
  scale: number,
): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  ['zoom'],
  11,
  ['*', scale, far],
  14,
  ['*', scale, near],
]

/** All layers of the studio's map, bottom to top: the county from tiles, then what is in the hand. */
export function studioLayers({ colours, locale, overBasemap, hidden }: StudioStyle): LayerSpecification[] {
  const county = areaLayers({ fillLevel: 'grid', colours, overBasemap, selected: null })
  const land = county.filter(({ id }) => id === 'area-land')
  const lines = LEVELS.toReversed().flatMap((level) =>
    county
      .filter(({ id }) => id === `area-line-${level}`)
      .map((layer) => ({
        ...layer,
        filter: ['!', ['in', ['id'], ['literal', [...hidden]]]] as ExpressionSpecification,
      })),
  ) as LayerSpecification[]
  return [
    ...land,
    landStyle(colours, overBasemap),
    ...lines,
    outlineStyle(colours),
    ...areaStyle(colours),
    ...borderStyle(colours),
    ...labelLayers(locale, colours),
    ...labelStyle(locale, colours),
    ...handStyle(colours),
  ]
}

/** The land as it is in the hand: an area may have come to what the tiles show. */
function landStyle({ land }: Palette, overBasemap: boolean): LayerSpecification {
  return {
    id: 'studio-land',
    type: 'fill',
    source: 'studio-areas',
    paint: { 'fill-color': land, 'fill-opacity': overBasemap ? 0 : 1, 'fill-antialias': false },
  }
}

/** Covers the outline that the tiles show where it runs otherwise now. */
function outlineStyle({ ground, land, scale }: Palette): LayerSpecification {
  return {
    id: 'studio-outline-before',
    type: 'line',
    source: 'studio-borders',
    filter: ['in', ['get', 'level'], ['literal', ['inside', 'outside']]],
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: {
      'line-color': ['case', ['==', ['get', 'level'], 'inside'], land, ground],
      'line-width': 4 * scale,
    },
  }
}

function areaStyle({ accent, ground, ink, scale, closed, overdue }: Palette): LayerSpecification[] {
  return [
    {
      id: 'studio-fill',
      type: 'fill',
      source: 'studio-areas',
      paint: {
        'fill-color': ['case', state('beyond'), ground, accent],
        'fill-opacity': [
          'case',
          state('beyond'),
          0.55,
          state('selected'),
          0.24,
          state('touched'),
          0.1,
          state('hover'),
          0.06,
          0,
        ],
      },
    },
    {
      id: 'studio-passage',
      type: 'fill',
      source: 'studio-passages',
      paint: {
        'fill-color': ['case', ofKind('lost'), overdue, closed],
        'fill-opacity': 0.45,
      },
    },
    {
      id: 'studio-line',
      type: 'line',
      source: 'studio-areas',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': ink,
        'line-width': byZoom(['case', state('beyond'), 0.3, 0.5], ['case', state('beyond'), 0.5, 1], scale),
        'line-opacity': ['case', state('beyond'), 0.3, 0.6],
      },
    },
  ]
}

function borderStyle({ accent, ink, scale, land, overdue }: Palette): LayerSpecification[] {
  return [
    {
      id: 'studio-upper',
      type: 'line',
      source: 'studio-borders',
      filter: ['!', ['in', ['get', 'level'], ['literal', ['inside', 'outside']]]],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: {
        'line-color': ink,
        'line-width': byZoom(byLevel(1.8, 0.8), byLevel(2.6, 1.8), scale),
        'line-opacity': 0.8,
      },
    },
    {
      id: 'studio-selected',
      type: 'line',
      source: 'studio-areas',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': accent,
        'line-width': 3 * scale,
        'line-opacity': ['case', state('selected'), 1, 0],
      },
    },
    {
      id: 'studio-base-fill',
      type: 'fill',
      source: 'studio-base',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': land, 'fill-antialias': false },
    },
    {
      id: 'studio-base-line',
      type: 'line',
      source: 'studio-base',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': overdue, 'line-width': 1.5 * scale },
    },
  ]
}

function labelStyle(locale: 'zh' | 'en', { ink, land, scale }: Palette): LayerSpecification[] {
  // Villages that are edited are what is worked on: their names show sooner than elsewhere.
  return (['grid', 'village', 'township'] as const).map((level) => ({
    id: `studio-label-${level}`,
    type: 'symbol',
    source: 'studio-labels',
    filter: ['==', ['get', 'level'], level],
    minzoom: level === 'grid' ? 11.5 : 9,
    layout: {
      'text-field': ['get', locale],
      'text-font': ['Regular'],
      'text-size': 12 * scale,
      'text-max-width': 8,
      'text-padding': 2,
    },
    paint: { 'text-color': ink, 'text-halo-color': land, 'text-halo-width': 1.5 },
  }))
}
