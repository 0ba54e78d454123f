import { LEVELS } from '../../level.ts'
import { finish, type Steps } from '../../steps.ts'
import { cancelOpposites } from '../boundary-edges.ts'
import { pointFault, type Fault } from '../fault.ts'
import { shapeFaults } from '../shape-faults.ts'
import type { Coverage } from './coverage.ts'
import { OUTSIDE } from './operation.ts'
import { eachEdge } from './ring-edges.ts'

/**
 * What keeps a coverage from being exact, empty when it is: every area valid, every edge cancelled by the opposite one of
 * a neighbour or of the outline, every area above with one below it and under one of a coarser level. Then the areas
 * above are valid too: how often they wind around a place is the sum of what is below them, which is 0 or 1.
 */
export function validateCoverage(coverage: Coverage): Fault[] {
  return finish(validating(coverage))
}

/** The same in steps: an area each, and then the edges of all. */
export function* validating(coverage: Coverage): Steps<Fault[]> {
  const outline = coverage.area(OUTSIDE)!
  const found: Fault[] = []
  for (const area of [outline, ...coverage.leaves()]) {
    const shape = coverage.shapeOf(area)
    if (shape.length > 0 || area !== outline) found.push(...shapeFaults(area.code, shape))
    yield
  }
  return found.length > 0 ? found : [...uncancelled(coverage), ...hierarchyFaults(coverage)]
}

function uncancelled(coverage: Coverage): Fault[] {
  const leaves = [...coverage.leaves()]
  const outline = coverage.area(OUTSIDE)!
  let count = 0
  for (const { rings } of [...leaves, outline]) for (const ring of rings.flat()) count += ring.length
  const [from, to, owner] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)]
  let edge = 0
  const add = (start: number, end: number, place: number): void => {
    from[edge] = start
    to[edge] = end
    owner[edge++] = place
  }
  for (const [place, { rings }] of leaves.entries()) eachEdge(rings, (start, end) => add(start, end, place))
  eachEdge(outline.rings, (start, end) => add(end, start, leaves.length))
  const found: Fault[] = []
  for (const [open, opposite] of cancelOpposites({
    vertices: coverage.vertices,
    from,
    to,
    owner,
  }).entries()) {
    if (opposite >= 0) continue
    const code = leaves[owner[open]!]?.code
    found.push(pointFault('unshared-vertex', code ? [code] : [], coverage.placeOf(from[open]!)))
  }
  return found
}

function hierarchyFaults(coverage: Coverage): Fault[] {
  const found: Fault[] = []
  for (const { code, level, parent, rings } of coverage.areas()) {
    if (rings.length === 0 && coverage.childCount(code) === 0)
      found.push(pointFault('zero-area', [code], [0, 0]))
    if (parent === null) continue
    const above = coverage.area(parent)
    const isBelow = above && above.rings.length === 0 && LEVELS.indexOf(above.level) < LEVELS.indexOf(level)
    if (!isBelow) found.push(pointFault('wrong-parent', [code, parent], [0, 0]))
  }
  return found
}
