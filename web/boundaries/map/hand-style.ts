import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { Palette } from '../../ui/palette.ts'

/** A square for places where several borders meet. */
export const JUNCTION_IMAGE = 'studio-junction'

export const ofKind = (kind: string): ExpressionSpecification => ['==', ['get', 'kind'], kind]

/** What is drawn, what was refused, and the handles. */
export function handStyle({ accent, ink, panel, overdue, scale }: Palette): LayerSpecification[] {
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
