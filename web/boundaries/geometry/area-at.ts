import type { Coverage, CoverageArea } from '../../../server/domain/coverage/edit/coverage.ts'
import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import { pointInShape } from '../../../server/domain/coverage/locate-point.ts'
import { shapeBounds, type Bounds } from '../../../server/domain/coverage/ring.ts'
import type { Shape } from '../../../server/domain/coverage/shape.ts'

type Known = { shape: Shape; bounds: Bounds }

/** Shapes of areas, reckoned once for each state of an area: areas are never changed in place. */
const known = new WeakMap<CoverageArea, Known>()

export function knownShape(coverage: Coverage, area: CoverageArea): Known {
  let entry = known.get(area)
  if (!entry) {
    const shape = coverage.shapeOf(area)
    entry = { shape, bounds: shapeBounds(shape) }
    known.set(area, entry)
  }
  return entry
}

/** The finest area at a place, or null. */
export function areaAt(coverage: Coverage, [x, y]: Place): CoverageArea | null {
  for (const leaf of coverage.leaves()) {
    const { shape, bounds } = knownShape(coverage, leaf)
    const [west, south, east, north] = bounds
    if (x < west || x > east || y < south || y > north) continue
    if (pointInShape(x, y, shape)) return leaf
  }
  return null
}

/** Codes of the finest areas that lie in a box as a whole. */
export function areasWithin(coverage: Coverage, [west, south, east, north]: Bounds): string[] {
  return [...coverage.leaves()].flatMap((leaf) => {
    const { bounds } = knownShape(coverage, leaf)
    const isIn = bounds[0] >= west && bounds[1] >= south && bounds[2] <= east && bounds[3] <= north
    return isIn ? [leaf.code] : []
  })
}

/** Codes of the finest areas that lie inside a ring as a whole. */
export function areasInside(coverage: Coverage, ring: readonly Place[]): string[] {
  if (ring.length < 3) return []
  const line = [[ring.flat()]]
  return areasWithin(coverage, shapeBounds(line)).filter((code) => {
    const { shape } = knownShape(coverage, coverage.area(code)!)
    return shape.flat().every((border) => {
      for (let i = 0; i < border.length; i += 2)
        if (!pointInShape(border[i]!, border[i + 1]!, line)) return false
      return true
    })
  })
}
