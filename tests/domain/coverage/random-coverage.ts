import fc from 'fast-check'
import { dissolve } from '../../../server/domain/coverage/dissolve.ts'
import type { Ring, Shape } from '../../../server/domain/coverage/shape.ts'

/** A lattice of crooked cells, and areas made of cells chosen at random: holes, enclaves, detached parts, touching corners. */
export type RandomCoverage = { cells: Ring[]; owners: number[]; shapes: Shape[] }

const STEP = 1000
const JITTER = 240

/** `origin` lies near a real place, so that the integers are as large as real ones. */
const ORIGIN = [1_134_000_000, 235_000_000] as const

export const randomCoverage: fc.Arbitrary<RandomCoverage> = fc
  .record({
    columns: fc.integer({ min: 2, max: 7 }),
    rows: fc.integer({ min: 2, max: 7 }),
    areas: fc.integer({ min: 1, max: 6 }),
  })
  .chain(({ columns, rows, areas }) => {
    const points = (columns + 1) * (rows + 1)
    const jitter = fc.integer({ min: -JITTER, max: JITTER })
    return fc
      .record({
        jitters: fc.array(fc.tuple(jitter, jitter), { minLength: points, maxLength: points }),
        owners: fc.array(fc.nat(areas - 1), { minLength: columns * rows, maxLength: columns * rows }),
      })
      .map(({ jitters, owners }) => build(columns, rows, jitters, owners))
  })

function build(columns: number, rows: number, jitters: [number, number][], owners: number[]): RandomCoverage {
  const point = (c: number, r: number): [number, number] => {
    const [dx, dy] = jitters[r * (columns + 1) + c]!
    return [ORIGIN[0] + c * STEP + dx, ORIGIN[1] + r * STEP + dy]
  }
  const cells: Ring[] = []
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      cells.push([...point(c, r), ...point(c + 1, r), ...point(c + 1, r + 1), ...point(c, r + 1)])
    }
  }
  const used = [...new Set(owners)]
  const shapes = used.map((owner) =>
    dissolve(cells.filter((_, cell) => owners[cell] === owner).map((cell) => [[cell]])),
  )
  return { cells, owners: owners.map((owner) => used.indexOf(owner)), shapes }
}
