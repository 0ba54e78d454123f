import type { AreaInput } from '../../server/areas/publish.ts'
import { dissolve } from '../../server/domain/coverage/dissolve.ts'
import type { Ring, Shape } from '../../server/domain/coverage/shape.ts'
import { createRandom } from '../../server/demo/random.ts'

const COLUMNS = 188
const ROWS = 188
const WEST = 1_130_000_000
const SOUTH = 360_000_000
const SIDE = 100_000
const BENDS = 15

/** 35,344 villages with about 2.2 million vertices in one county: a lattice whose borders bend at random. */
export function largeCoverage(): AreaInput[] {
  const random = createRandom(7)
  const bend = (): number[] => Array.from({ length: BENDS }, () => random.integer(-SIDE / 25, SIDE / 25))
  const lying = Array.from({ length: (ROWS + 1) * COLUMNS }, bend)
  const standing = Array.from({ length: ROWS * (COLUMNS + 1) }, bend)
  const along = (i: number): number => Math.round(((i + 1) * SIDE) / (BENDS + 1))
  const side = (column: number, row: number, isLying: boolean): number[] => {
    const [x, y] = [WEST + column * SIDE, SOUTH + row * SIDE]
    const shifts = isLying ? lying[row * COLUMNS + column]! : standing[row * (COLUMNS + 1) + column]!
    const points = shifts.flatMap((shift, i) =>
      isLying ? [x + along(i), y + shift] : [x + shift, y + along(i)],
    )
    return [x, y, ...points]
  }
  const reversed = (points: number[], endX: number, endY: number): number[] => {
    const result = [endX, endY]
    for (let i = points.length - 2; i >= 2; i -= 2) result.push(points[i]!, points[i + 1]!)
    return result
  }
  const villages: AreaInput[] = []
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      const [x, y] = [WEST + column * SIDE, SOUTH + row * SIDE]
      const ring: Ring = [
        ...side(column, row, true),
        ...side(column + 1, row, false),
        ...reversed(side(column, row + 1, true), x + SIDE, y + SIDE),
        ...reversed(side(column, row, false), x, y + SIDE),
      ]
      villages.push(toArea(`V${row}-${column}`, 'village', [[ring]]))
    }
  }
  return [toArea('C', 'county', dissolve(villages.map(({ shape }) => shape))), ...villages]
}

function toArea(code: string, level: 'county' | 'village', shape: Shape): AreaInput {
  return {
    code,
    level,
    parentCode: level === 'county' ? null : 'C',
    name: code,
    nameEn: null,
    kind: 'general',
    households: 300,
    population: 900,
    shape,
  }
}
