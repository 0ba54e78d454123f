import type { Ring } from '../../server/domain/coverage/shape.ts'
import { createRandom } from '../../server/demo/random.ts'

/** Coordinates and sides in 1e-7 degree; `bends` is the number of vertices between two corners of a cell. */
export type Lattice = {
  columns: number
  rows: number
  west: number
  south: number
  side: number
  bends: number
}

/** A lattice whose borders bend at random, as a function that gives the ring of a cell: an exact coverage. */
export function bentLattice(lattice: Lattice): (column: number, row: number) => Ring {
  const { columns, rows, west, south, side, bends } = lattice
  const random = createRandom(7)
  const bend = (): number[] => Array.from({ length: bends }, () => random.integer(-side / 25, side / 25))
  const lying = Array.from({ length: (rows + 1) * columns }, bend)
  const standing = Array.from({ length: rows * (columns + 1) }, bend)
  const along = (i: number): number => Math.round(((i + 1) * side) / (bends + 1))
  const border = (column: number, row: number, isLying: boolean): number[] => {
    const [x, y] = [west + column * side, south + row * side]
    const shifts = isLying ? lying[row * columns + column]! : standing[row * (columns + 1) + column]!
    const points = shifts.flatMap((shift, i) =>
      isLying ? [x + along(i), y + shift] : [x + shift, y + along(i)],
    )
    return [x, y, ...points]
  }
  return (column, row) => {
    const [x, y] = [west + column * side, south + row * side]
    return [
      ...border(column, row, true),
      ...border(column + 1, row, false),
      ...reversed(border(column, row + 1, true), x + side, y + side),
      ...reversed(border(column, row, false), x, y + side),
    ]
  }
}

/** The same border the other way: from its far end, which is given, to just before its near one. */
function reversed(points: readonly number[], endX: number, endY: number): number[] {
  const result = [endX, endY]
  for (let i = points.length - 2; i >= 2; i -= 2) result.push(points[i]!, points[i + 1]!)
  return result
}
