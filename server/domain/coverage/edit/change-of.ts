import type { Level } from '../../level.ts'
import type { AreaChange, Change, Coverage, CoverageArea } from './coverage.ts'
import { OUTSIDE } from './operation.ts'
import { isRefusal, refuse, type Refusal } from './refusal.ts'
import { EdgeSum, ringsFor } from './ring-edges.ts'
import { spliceChange, type Splice } from './splice-change.ts'

type Ground = readonly { rings: CoverageArea['rings'] }[]

/** Ground that an area gets or loses; a new one says of which level and parent it is. */
export type Claim = {
  code: string
  level?: Level
  parent?: string | null
  take?: Ground
  give?: Ground
}

/** The change in which ground goes from areas to others. `splices` first come into the borders. Nothing is checked yet. */
export function changeOf(
  coverage: Coverage,
  splices: readonly Splice[],
  claims: readonly Claim[],
): Change | Refusal {
  const change = new Map<string, AreaChange>(spliceChange(coverage, splices))
  for (const { code, level, parent, take = [], give = [] } of claims) {
    const before = coverage.area(code)
    const spliced = change.get(code)?.after ?? before
    const sum = new EdgeSum().addRings(spliced?.rings ?? [])
    // What the land outside gets, the outline loses.
    const [added, removed] = code === OUTSIDE ? [take, give] : [give, take]
    for (const { rings } of added) sum.addRings(rings)
    for (const { rings } of removed) sum.subtractRings(rings)
    if (sum.size === 0) return refuse('no-ground', [code])
    const rings = ringsFor(code, sum, coverage.vertices)
    if (isRefusal(rings)) return rings
    const base = before ?? { code, level: level!, parent: parent ?? null }
    change.set(code, { before, after: { ...base, rings } })
  }
  return change
}

/** Whether some pieces have an edge in common with an area: with the land outside, an edge of the outline. */
export function areNeighbours(area: CoverageArea, ground: Ground): boolean {
  const border = new EdgeSum().addRings(area.rings)
  return ground.some(({ rings }) => {
    const sum = new EdgeSum().addRings(rings)
    let shared = false
    for (const [from, to] of sum.edges())
      if (area.code === OUTSIDE ? border.has(from, to) : border.has(to, from)) shared = true
    return shared
  })
}

/** Whether a piece has only the land outside around it, and so no area next door. */
export function isIsland(coverage: Coverage, { rings }: Ground[number]): boolean {
  const outline = new EdgeSum().addRings(coverage.area(OUTSIDE)?.rings ?? [])
  for (const [from, to] of new EdgeSum().addRings(rings).edges()) if (!outline.has(from, to)) return false
  return true
}
