import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { LEVELS } from '../../../server/domain/level.ts'
import { areaLayers, labelLayers } from '../../map/area-style.ts'
import type { Palette } from '../../ui/palette.ts'

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

/** A square for places where several borders meet. */
export const JUNCTION_IMAGE = 'studio-junction'

type StudioStyle = {
  colours: Palette
  locale: 'zh' | 'en'
  overBasemap: boolean
  /** Ids of areas that the tiles have and the studio draws itself. */
  hidden: readonly number[]
}

const state = (name: string): ExpressionSpecification => ['boolean', ['feature-state', name], false]
const ofKind = (kind: string): ExpressionSpecification => ['==', ['get', 'kind'], kind]

const byLevel = (township: number, other: number): ExpressionSpecification => [
  'case',
  ['==', ['get', 'level'], 'township'],
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
    ...lines,
    ...areaStyle(colours),
    ...borderStyle(colours),
    ...labelLayers(locale, colours),
    ...labelStyle(locale, colours),
    ...handStyle(colours),
  ]
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

function handStyle({ accent, ink, panel, overdue, scale }: Palette): LayerSpecification[] {
  return [
    {
      id: 'studio-sketch-fill',
      type: 'fill',
      source: 'studio-sketch',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': accent, 'fill-opacity': ['case', ofKind('piece'), 0.35, 0.12] },
    },
    {
      id: 'studio-sketch-line',
      type: 'line',
      source: 'studio-sketch',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': accent, 'line-width': 2.5 * scale },
    },
    {
      id: 'studio-sketch-point',
      type: 'circle',
      source: 'studio-sketch',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 4.5 * scale,
        'circle-color': accent,
        'circle-stroke-color': panel,
        'circle-stroke-width': 1.5 * scale,
      },
    },
    {
      id: 'studio-fault-line',
      type: 'line',
      source: 'studio-fault',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': overdue, 'line-width': 3 * scale, 'line-dasharray': [1.5, 1.5] },
    },
    {
      id: 'studio-fault-place',
      type: 'circle',
      source: 'studio-fault',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 9 * scale,
        'circle-color': overdue,
        'circle-opacity': 0.25,
        'circle-stroke-color': overdue,
        'circle-stroke-width': 2.5 * scale,
      },
    },
    {
      id: 'studio-middle',
      type: 'circle',
      source: 'studio-handles',
      filter: ofKind('middle'),
      paint: {
        'circle-radius': 3 * scale,
        'circle-color': panel,
        'circle-stroke-color': accent,
        'circle-stroke-width': scale,
        'circle-stroke-opacity': 0.8,
      },
    },
    {
      id: 'studio-vertex',
      type: 'circle',
      source: 'studio-handles',
      filter: ofKind('vertex'),
      paint: {
        'circle-radius': 5 * scale,
        'circle-color': panel,
        'circle-stroke-color': ink,
        'circle-stroke-width': 1.5 * scale,
      },
    },
    {
      id: 'studio-junction',
      type: 'symbol',
      source: 'studio-handles',
      filter: ofKind('junction'),
      layout: {
        'icon-image': JUNCTION_IMAGE,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'icon-size': scale,
      },
    },
    {
      id: 'studio-held',
      type: 'circle',
      source: 'studio-handles',
      filter: ['any', ofKind('held'), ofKind('picked')],
      paint: {
        'circle-radius': 7 * scale,
        'circle-color': accent,
        'circle-stroke-color': panel,
        'circle-stroke-width': 2 * scale,
      },
    },
  ]
}

/** A square with a border, in pixels for Map.addImage. */
export function junctionImage(
  inside: readonly [number, number, number],
  border: readonly [number, number, number],
): { width: number; height: number; data: Uint8Array } {
  const side = 12
  const data = new Uint8Array(side * side * 4)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const isBorder = Math.min(x, y, side - 1 - x, side - 1 - y) < 2
      data.set([...(isBorder ? border : inside), 255], (y * side + x) * 4)
    }
  }
  return { width: side, height: side, data }
}
