import { niceTop } from '../../charts/nice-top.ts'
import { densityGrid, mercatorX, mercatorY, type DensityGrid, type MercatorBox } from '../../map/density.ts'
import { POINT_GLYPHS, SUPERVISED_GLYPH_CODE, type PointGlyph } from '../../map/glyph-codes.ts'
import { GlyphLayer } from '../../map/layers/glyph-layer.ts'
import type { GlyphName } from '../../ui/glyph-name.ts'
import { toRgb, type Palette } from '../../ui/palette.ts'
import { pointGlyph, type WallPoint } from './point-glyph.ts'

/** Side of a density cell and the deviation of its kernel, in hundredths of the wall's height. */
const CELL_CQH = 0.4
const SIGMA_CQH = 1.8

export type Frame = { west: number; south: number; east: number; north: number; zoom: number }
export type WallHeat = { grid: DensityGrid; box: MercatorBox; top: number }

/** The density of points over what is seen, with a margin for the kernel. Null where there are none. */
export function wallHeat(points: readonly WallPoint[], frame: Frame, unit: number): WallHeat | null {
  if (points.length === 0 || unit <= 0) return null
  const cell = (CELL_CQH * unit) / 512 / 2 ** frame.zoom
  const margin = (3 * SIGMA_CQH * unit) / 512 / 2 ** frame.zoom
  const seen = {
    west: mercatorX(frame.west) - margin,
    east: mercatorX(frame.east) + margin,
    north: mercatorY(frame.north) - margin,
    south: mercatorY(frame.south) + margin,
  }
  const positions = Float64Array.from(points.flatMap(({ lon, lat }) => [lon, lat]))
  const grid = densityGrid(positions, points.keys(), seen, cell, SIGMA_CQH / CELL_CQH)
  if (grid.highest === 0) return null
  const box = { ...seen, east: seen.west + grid.columns * cell, south: seen.north + grid.rows * cell }
  return { grid, box, top: niceTop(grid.highest) }
}

function codeOf(glyph: GlyphName): number {
  return glyph === 'supervised' ? SUPERVISED_GLYPH_CODE : POINT_GLYPHS.indexOf(glyph as PointGlyph)
}

function colourOf(glyph: GlyphName, palette: Palette): [number, number, number, number] {
  const colours: Record<GlyphName, string> = {
    open: palette.inHand,
    dueSoon: palette.dueSoon,
    overdue: palette.overdue,
    emergency: palette.overdue,
    supervised: palette.supervised,
    closed: palette.closed,
    otherwise: palette.inkQuiet,
  }
  return [...toRgb(colours[glyph]), glyph === 'closed' || glyph === 'otherwise' ? 170 : 255]
}

/** Later ones lie above: what is over below what is open, what stands out on top. */
const DEPTH: readonly GlyphName[] = [
  'otherwise',
  'closed',
  'open',
  'dueSoon',
  'overdue',
  'supervised',
  'emergency',
]

type Row = { point: WallPoint; glyph: GlyphName }

/** Points as the glyphs of their standing; `unit` is a hundredth of the wall's height in pixels. */
export function wallPointsLayer(
  points: readonly WallPoint[],
  palette: Palette,
  unit: number,
): GlyphLayer<Row> {
  const data = points
    .map((point): Row => ({ point, glyph: pointGlyph(point) }))
    .toSorted((a, b) => DEPTH.indexOf(a.glyph) - DEPTH.indexOf(b.glyph))
  return new GlyphLayer<Row>({
    id: 'wall-points',
    data,
    getPosition: ({ point }: Row) => [point.lon, point.lat],
    getFillColor: ({ glyph }: Row) => colourOf(glyph, palette),
    getGlyph: ({ glyph }: Row) => codeOf(glyph),
    getRadius: ({ glyph }: Row) => (DEPTH.indexOf(glyph) >= DEPTH.indexOf('overdue') ? 1.15 : 0.95) * unit,
    radiusUnits: 'pixels',
    stroked: true,
    filled: true,
    getLineWidth: 0,
    lineWidthUnits: 'pixels',
    getLineColor: toRgb(palette.land),
    billboard: true,
    antialiasing: false,
    updateTriggers: { getFillColor: palette, getLineColor: palette, getRadius: unit },
  })
}
