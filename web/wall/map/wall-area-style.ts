import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { Area } from '../../../server/contract.ts'
import { LEVELS, type Level } from '../../../server/domain/level.ts'
import { AREA_SOURCE, LABEL_SOURCE } from '../../map/area-style.ts'

export type WallColours = { ground: string; land: string; ink: string; accent: string }

/** Widths in hundredths of the wall's height, and opacities, of each level's lines. */
const LINES: Readonly<Record<Level, { width: number; opacity: number }>> = {
  county: { width: 0.26, opacity: 0.8 },
  township: { width: 0.18, opacity: 0.65 },
  village: { width: 0.09, opacity: 0.3 },
  grid: { width: 0.06, opacity: 0.16 },
}

/** Where names are written, in hundredths of the wall's height: never under the least size of texts. */
const LABEL_CQH: Readonly<Record<Level, number>> = { county: 2.6, township: 2.4, village: 1.9, grid: 1.9 }

export type WallAreaStyle = {
  colours: WallColours
  overBasemap: boolean
  /** The area of the scene: what lies beside it steps back. */
  scene: { id: number; level: Level }
  /** The level of the names. */
  named: Level
  /** A hundredth of the wall's height in pixels. */
  unit: number
}

/** The boundaries of a wall, bottom to top. The ids and source layers stay the same whatever the scene. */
export function wallAreaLayers({ colours, overBasemap, scene, unit }: WallAreaStyle): LayerSpecification[] {
  const at = (level: Level) => ({ source: AREA_SOURCE, 'source-layer': level })
  const isScene: ExpressionSpecification = ['==', ['id'], scene.id]
  const shown = (isShown: boolean) => ({ visibility: isShown ? ('visible' as const) : ('none' as const) })
  const fineFirst = LEVELS.toReversed()
  return [
    {
      id: 'wall-land',
      type: 'fill',
      ...at('county'),
      paint: { 'fill-color': colours.land, 'fill-opacity': overBasemap ? 0.25 : 1 },
    },
    ...fineFirst.map((level): LayerSpecification => ({
      id: `wall-line-${level}`,
      type: 'line',
      ...at(level),
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colours.ink,
        'line-width': Math.max(0.5, LINES[level].width * unit),
        'line-opacity': LINES[level].opacity,
      },
    })),
    ...fineFirst.map((level): LayerSpecification => ({
      id: `wall-back-${level}`,
      type: 'fill',
      ...at(level),
      filter: ['!', isScene],
      layout: shown(level === scene.level && level !== 'county'),
      paint: { 'fill-color': colours.ground, 'fill-opacity': 0.72 },
    })),
    ...fineFirst.map((level): LayerSpecification => ({
      id: `wall-scene-${level}`,
      type: 'line',
      ...at(level),
      filter: isScene,
      layout: { 'line-join': 'round', ...shown(level === scene.level) },
      paint: { 'line-color': colours.ink, 'line-width': 0.3 * unit, 'line-opacity': 0.9 },
    })),
  ]
}

/** The names of the parts of the scene, all in one size; in two languages one below the other. */
export function wallLabelLayer({ colours, named, unit }: WallAreaStyle): LayerSpecification {
  return {
    id: 'wall-label',
    type: 'symbol',
    source: LABEL_SOURCE,
    layout: {
      'text-field': ['get', 'words'],
      'text-font': [named === 'township' ? 'Bold' : 'Regular'],
      'text-size': LABEL_CQH[named] * unit,
      'text-line-height': 1.15,
      'text-max-width': 12,
      'text-padding': 0.3 * unit,
    },
    paint: { 'text-color': colours.ink, 'text-halo-color': colours.land, 'text-halo-width': 0.2 * unit },
  }
}

/** The names as points. `write` gives a name in the languages of the wall, each on its line. */
export function wallLabels(parts: readonly Area[], write: (area: Area) => string): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: parts.map((area) => ({
      type: 'Feature',
      properties: { words: write(area) },
      geometry: { type: 'Point', coordinates: area.label },
    })),
  }
}
