import type { Coverage } from '../../../../server/domain/coverage/edit/coverage.ts'
import { doubledArea } from '../../../../server/domain/coverage/ring.ts'
import { dissolve } from '../../../../server/domain/coverage/dissolve.ts'
import { OUTSIDE } from '../../../../server/domain/coverage/edit/operation.ts'

const all = (coverage: Coverage) => [...coverage.areas(), coverage.area(OUTSIDE)!]

/** A coverage as plain data that is equal for equal states, wherever their rings begin. */
export function snapshot(coverage: Coverage): Record<string, unknown> {
  return Object.fromEntries(
    all(coverage)
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .map((area) => [area.code, [area.level, area.parent, dissolve([coverage.shapeOf(area)])]]),
  )
}

/** Twice the area of each area without finer ones and of the outline, in square units. */
export function doubledAreas(coverage: Coverage): Map<string, number> {
  return new Map(
    all(coverage).map((area) => [
      area.code,
      coverage
        .shapeOf(area)
        .flat()
        .reduce((sum, ring) => sum + doubledArea(ring), 0),
    ]),
  )
}
