import type { Coverage, CoverageArea } from '../../../server/domain/coverage/edit/coverage.ts'
import type { Operation, Place } from '../../../server/domain/coverage/edit/operation.ts'
import { areaAt } from '../geometry/area-at.ts'
import type { Snap } from '../geometry/snap.ts'
import { cuttingLine } from './line-ends.ts'

/** The area that a line is meant to cut: the one selected, else the one in which the longest stretch has its middle. */
export function cutArea(
  coverage: Coverage,
  sketch: readonly Snap[],
  selected: ReadonlySet<string>,
): CoverageArea | null {
  const [only] = selected
  const chosen = selected.size === 1 ? coverage.area(only!) : null
  if (chosen && chosen.rings.length > 0) return chosen
  let longest = -1
  let middle: Place | null = null
  for (let i = 1; i < sketch.length; i++) {
    const [[ax, ay], [bx, by]] = [sketch[i - 1]!.place, sketch[i]!.place]
    const length = Math.hypot(bx - ax, by - ay)
    if (length > longest) {
      longest = length
      middle = [Math.round((ax + bx) / 2), Math.round((ay + by) / 2)]
    }
  }
  return middle && areaAt(coverage, middle)
}

/** `code`: of the area that comes to be left of the line. */
export function splitOperation(area: string, sketch: readonly Snap[], code: string): Operation {
  return { kind: 'split', area, line: cuttingLine(sketch), code }
}
