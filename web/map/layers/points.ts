import { DataFilterExtension } from '@deck.gl/extensions'
import { CLOSED_CODE, EMERGENCY, isOpen } from '../../../server/domain/incident-state.ts'
import type { IncidentColumns } from '../../state/incident-columns.ts'
import { POINT_GLYPHS, type GlyphColours, type PointGlyph } from '../glyph-codes.ts'
import { GlyphLayer } from './glyph-layer.ts'

const DAY_SECONDS = 86_400
const CODE = Object.fromEntries(POINT_GLYPHS.map((glyph, code) => [glyph, code])) as Record<
  PointGlyph,
  number
>

/** The glyph of a row at a second since 1970. */
export function glyphCode(columns: IncidentColumns, row: number, nowSecond: number): number {
  const state = columns.state[row]!
  if (!isOpen(state)) return state === CLOSED_CODE ? CODE.closed : CODE.otherwise
  const due = columns.dueAt[row]!
  if (due > 0 && due < nowSecond) return CODE.overdue
  if (columns.priority[row] === EMERGENCY) return CODE.emergency
  return due > 0 && due - nowSecond < DAY_SECONDS ? CODE.dueSoon : CODE.open
}

/** Glyphs of all rows at a second since 1970. */
export function glyphCodes(columns: IncidentColumns, nowSecond: number): Float32Array {
  return Float32Array.from({ length: columns.length }, (_, row) => glyphCode(columns, row, nowSecond))
}

export function glyphColours(glyphs: Float32Array, colours: GlyphColours): Uint8Array {
  const rgba = new Uint8Array(glyphs.length * 4)
  const opacity = POINT_GLYPHS.map((glyph) => (glyph === 'closed' || glyph === 'otherwise' ? 150 : 255))
  const table = POINT_GLYPHS.map((glyph) => colours[glyph])
  for (let row = 0; row < glyphs.length; row += 1) {
    const code = glyphs[row]!
    rgba.set(table[code]!, 4 * row)
    rgba[4 * row + 3] = opacity[code]!
  }
  return rgba
}

export type PointsInput = {
  columns: IncidentColumns
  glyphs: Float32Array
  colours: Uint8Array
  halo: readonly [number, number, number]
  /** Main category of every row, as its place in the list of main categories. */
  mainCategory: Uint8Array
  categories: readonly number[]
  glyphCodes: readonly number[]
  /** Minutes since the first incident; both included. */
  window: [from: number, to: number]
  /** Pixels. */
  radius: number
}

const FILTER = new DataFilterExtension({ filterSize: 1, categorySize: 2 })
const filterCategories = new WeakMap<Uint8Array, Map<Float32Array, Float32Array>>()

/** Main category and glyph of every row side by side, made once for each pair of columns. */
function categoryPairs(mainCategory: Uint8Array, glyphs: Float32Array): Float32Array {
  const known = filterCategories.get(mainCategory)?.get(glyphs)
  if (known) return known
  const pairs = new Float32Array(2 * glyphs.length)
  for (let row = 0; row < glyphs.length; row += 1) {
    pairs[2 * row] = mainCategory[row]!
    pairs[2 * row + 1] = glyphs[row]!
  }
  filterCategories.set(mainCategory, new Map([[glyphs, pairs]]))
  return pairs
}

/**
 * All incidents as glyphs. Time, category and state are filtered on the graphics card: moving the window changes two
 * numbers there and uploads nothing.
 */
export function pointsLayer(input: PointsInput): GlyphLayer {
  const { columns, glyphs, colours, halo, mainCategory, window, radius } = input
  return new GlyphLayer({
    id: 'points',
    data: {
      length: columns.length,
      attributes: {
        getPosition: { value: columns.positions, size: 2 },
        getFillColor: { value: colours, size: 4, normalized: true },
        getGlyph: { value: glyphs, size: 1 },
        getFilterValue: { value: columns.minute, size: 1 },
        getFilterCategory: { value: categoryPairs(mainCategory, glyphs), size: 2 },
      },
    },
    getRadius: radius,
    radiusUnits: 'pixels',
    stroked: true,
    filled: true,
    getLineWidth: 0,
    lineWidthUnits: 'pixels',
    getLineColor: [...halo],
    billboard: true,
    antialiasing: false,
    pickable: true,
    extensions: [FILTER],
    filterRange: window,
    filterCategories: [[...input.categories], [...input.glyphCodes]],
  } as unknown as ConstructorParameters<typeof GlyphLayer>[0])
}
