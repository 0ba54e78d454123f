import type { Coverage } from '../domain/coverage/edit/coverage.ts'
import { ancestors } from '../domain/coverage/edit/level-shapes.ts'
import { OUTSIDE } from '../domain/coverage/edit/operation.ts'
import { edgeKey } from '../domain/coverage/edge-key.ts'
import { eachEdge } from '../domain/coverage/edit/ring-edges.ts'

/** Codes of the areas that a draft about `area` may change: the finest ones inside it, and those beside these. */
export function liveCodes(coverage: Coverage, area: string): string[] {
  const live = new Set<string>()
  for (const leaf of coverage.leaves()) {
    if (leaf.code === area || ancestors(coverage, leaf).some(({ code }) => code === area)) live.add(leaf.code)
  }
  const beside = new Set<number>()
  const candidates = new Set<string>()
  for (const code of live) {
    eachEdge(coverage.area(code)!.rings, (from, to) => {
      beside.add(edgeKey(to, from))
      for (const other of coverage.codesAt(from)) if (!live.has(other)) candidates.add(other)
    })
  }
  candidates.delete(OUTSIDE)
  const neighbours = [...candidates].filter((code) => {
    let shares = false
    eachEdge(coverage.area(code)!.rings, (from, to) => (shares ||= beside.has(edgeKey(from, to))))
    return shares
  })
  return [...live, ...neighbours].toSorted()
}

/** The areas and all that touch one of them, be it in a single point. */
export function withTouching(coverage: Coverage, codes: readonly string[]): Set<string> {
  const touching = new Set(codes)
  for (const code of codes) {
    eachEdge(coverage.area(code)!.rings, (from) => {
      for (const other of coverage.codesAt(from)) if (other !== OUTSIDE) touching.add(other)
    })
  }
  return touching
}

/**
 * The areas above some, up to the county, and those beside their parents, which areas could go to: only such as have finer
 * ones.
 */
export function aboveAndBeside(coverage: Coverage, codes: Iterable<string>): Set<string> {
  const above = new Set<string>()
  const grandparents = new Set<string>()
  for (const code of codes) {
    const [parent, ...more] = ancestors(coverage, coverage.area(code)!)
    for (const area of parent ? [parent, ...more] : []) above.add(area.code)
    if (parent?.parent) grandparents.add(parent.parent)
  }
  for (const { code, parent, rings } of coverage.areas())
    if (rings.length === 0 && parent !== null && grandparents.has(parent)) above.add(code)
  return above
}
