import type { AreaInput } from '../../server/areas/publish.ts'
import { dissolve } from '../../server/domain/coverage/dissolve.ts'
import type { Shape } from '../../server/domain/coverage/shape.ts'
import type { Level } from '../../server/domain/level.ts'
import { bentLattice } from './bent-lattice.ts'

/**
 * 35,344 villages with 2.3 million vertices in one county. They are as wide as communes in France (5 km), so that the
 * tiles of zoom 6 are full of them.
 */
export function largeCoverage(): AreaInput[] {
  const [columns, rows] = [188, 188]
  const ringOf = bentLattice({
    columns,
    rows,
    west: 1_100_000_000,
    south: 320_000_000,
    side: 500_000,
    bends: 15,
  })
  const villages: AreaInput[] = []
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1)
      villages.push(toArea(`V${row}-${column}`, 'village', 'C', [[ringOf(column, row)]]))
  }
  return [parentOf('C', 'county', null, villages), ...villages]
}

const GRID_COLUMNS = 100
const GRID_ROWS = 50
const GRID_SIDE = 100_000

/** Where the grids of `countyOfGrids` lie: west, south, east, north in 1e-7 degree. */
export const COUNTY_BOUNDS = [
  1_140_000_000,
  370_000_000,
  1_140_000_000 + GRID_COLUMNS * GRID_SIDE,
  370_000_000 + GRID_ROWS * GRID_SIDE,
] as const

/** A county of 10 townships, 200 villages and 5,000 grids of 1 km, 64 vertices each. */
export function countyOfGrids(): AreaInput[] {
  const [west, south] = COUNTY_BOUNDS
  const lattice = { columns: GRID_COLUMNS, rows: GRID_ROWS, west, south, side: GRID_SIDE, bends: 15 }
  const ringOf = bentLattice(lattice)
  const grids: AreaInput[] = []
  for (let row = 0; row < GRID_ROWS; row += 1) {
    for (let column = 0; column < GRID_COLUMNS; column += 1) {
      const village = `V${Math.floor(row / 5)}-${Math.floor(column / 5)}`
      grids.push(toArea(`G${row}-${column}`, 'grid', village, [[ringOf(column, row)]]))
    }
  }
  const villages = parentsOf(grids, 'village', (code) => {
    const [row, column] = code.slice(1).split('-').map(Number)
    return `T${Math.floor(row! / 5)}-${Math.floor(column! / 4)}`
  })
  const townships = parentsOf(villages, 'township', () => 'C')
  return [parentOf('C', 'county', null, townships), ...townships, ...villages, ...grids]
}

/** The areas that these name as their parents, each the union of its children. */
function parentsOf(
  children: readonly AreaInput[],
  level: Level,
  parentCodeOf: (code: string) => string,
): AreaInput[] {
  const groups = new Map<string, AreaInput[]>()
  for (const child of children) {
    const siblings = groups.get(child.parentCode!)
    if (siblings) siblings.push(child)
    else groups.set(child.parentCode!, [child])
  }
  return [...groups].map(([code, own]) => parentOf(code, level, parentCodeOf(code), own))
}

function parentOf(
  code: string,
  level: Level,
  parentCode: string | null,
  children: readonly AreaInput[],
): AreaInput {
  return toArea(code, level, parentCode, dissolve(children.map(({ shape }) => shape)))
}

function toArea(code: string, level: Level, parentCode: string | null, shape: Shape): AreaInput {
  return {
    code,
    level,
    parentCode,
    name: code,
    nameEn: null,
    kind: 'general',
    households: 300,
    population: 900,
    shape,
  }
}
