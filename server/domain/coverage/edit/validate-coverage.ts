import { LEVELS } from '../../level.ts'
import { pointFault, type Fault } from '../fault.ts'
import { shapeFaults } from '../shape-faults.ts'
import { faults } from '../validate.ts'
import type { Coverage } from './coverage.ts'
import { areaShapes } from './level-shapes.ts'
import { OUTSIDE } from './operation.ts'

/**
 * What keeps a coverage from being exact, empty when it is: every area valid, every edge cancelled by the opposite one of
 * a neighbour or of the outline, every area that has finer ones the valid union of at least one, of the level below.
 */
export function validateCoverage(coverage: Coverage): Fault[] {
  const members = [...coverage.leaves()].map((leaf) => ({ code: leaf.code, shape: coverage.shapeOf(leaf) }))
  const outline = coverage.shapeOf(coverage.area(OUTSIDE)!)
  const found = [...shapeFaults(OUTSIDE, outline), ...faults(members, outline)]
  return found.length > 0 ? found : aboveFaults(coverage)
}

function aboveFaults(coverage: Coverage): Fault[] {
  const above = new Set<string>()
  const found: Fault[] = []
  for (const { code, level, parent, rings } of coverage.areas()) {
    if (rings.length === 0) above.add(code)
    const upper = parent === null ? null : coverage.area(parent)
    const isBelow = upper && upper.rings.length === 0 && LEVELS.indexOf(upper.level) < LEVELS.indexOf(level)
    if (parent !== null && !isBelow) found.push(pointFault('wrong-parent', [code, parent], [0, 0]))
  }
  for (const { code, shape } of areaShapes(coverage, above)) {
    if (shape.length === 0) found.push(pointFault('zero-area', [code], [0, 0]))
    else found.push(...shapeFaults(code, shape))
  }
  return found
}
