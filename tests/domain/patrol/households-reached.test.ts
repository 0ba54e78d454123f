import fc from 'fast-check'
import { expect, it } from 'vitest'
import { householdsReached } from '../../../server/domain/patrol/households-reached.ts'

const grid = fc
  .record({ households: fc.nat(3000), cells: fc.nat(400) })
  .chain(({ households, cells }) =>
    fc.nat(cells).map((visitedCells) => ({ households, cells, visitedCells })),
  )

it('is a whole number from none to all, and grows with what was visited', () => {
  fc.assert(
    fc.property(grid, ({ households, cells, visitedCells }) => {
      const reached = householdsReached(households, { cells, visitedCells })!
      expect(Number.isInteger(reached)).toBe(true)
      expect(reached).toBeGreaterThanOrEqual(0)
      expect(reached).toBeLessThanOrEqual(households)
      if (visitedCells === cells && cells > 0) expect(reached).toBe(households)
      const more = Math.min(cells, visitedCells + 1)
      expect(householdsReached(households, { cells, visitedCells: more })!).toBeGreaterThanOrEqual(reached)
    }),
  )
})

it('says nothing of a grid whose households are not known', () => {
  expect(householdsReached(null, { cells: 4, visitedCells: 2 })).toBeNull()
})
