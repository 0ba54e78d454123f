import type { Level } from '../../level.ts'
import type { Steps } from '../../steps.ts'
import type { Shape } from '../shape.ts'
import { traceVertices } from '../trace-rings.ts'
import type { Coverage, CoverageArea } from './coverage.ts'
import { EdgeSum } from './ring-edges.ts'

/** The areas above and what they are made of; areas without finer ones are their own. */
export type AreaShape = { code: string; level: Level; parent: string | null; shape: Shape }

/**
 * Some areas with their boundaries, those that have finer ones below them as the union of these; in steps, one of the finest
 * areas each.
 */
export function* areaShapes(coverage: Coverage, codes: ReadonlySet<string>): Steps<AreaShape[]> {
  const sums = new Map<string, EdgeSum>()
  for (const code of codes) if (coverage.area(code)?.rings.length === 0) sums.set(code, new EdgeSum())
  for (const leaf of coverage.leaves()) {
    for (const above of ancestors(coverage, leaf)) sums.get(above.code)?.addRings(leaf.rings)
    yield
  }
  return [...codes].flatMap((code) => {
    const area = coverage.area(code)
    if (!area) return []
    const sum = sums.get(code)
    const shape = sum ? unionShape(coverage, sum) : coverage.shapeOf(area)
    return [{ code, level: area.level, parent: area.parent, shape }]
  })
}

/** The areas that an area is a part of, the nearest first. */
export function ancestors(coverage: Coverage, area: CoverageArea): CoverageArea[] {
  const found: CoverageArea[] = []
  let above = area.parent === null ? null : coverage.area(area.parent)
  while (above && !found.includes(above)) {
    found.push(above)
    above = above.parent === null ? null : coverage.area(above.parent)
  }
  return found
}

function unionShape({ vertices }: Coverage, sum: EdgeSum): Shape {
  const from: number[] = []
  const to: number[] = []
  for (const [start, end] of sum.edges()) {
    from.push(start)
    to.push(end)
  }
  return traceVertices(vertices, from, to).map((polygon) =>
    polygon.map((ring) => ring.flatMap((vertex) => [vertices.x(vertex), vertices.y(vertex)])),
  )
}
