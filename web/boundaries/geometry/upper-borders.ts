import type { Coverage, CoverageArea } from '../../../server/domain/coverage/edit/coverage.ts'
import { ancestors } from '../../../server/domain/coverage/edit/level-shapes.ts'
import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import { edgeKey } from '../../../server/domain/coverage/edge-key.ts'
import { eachEdge } from '../../../server/domain/coverage/edit/ring-edges.ts'
import { LEVELS, type Level } from '../../../server/domain/level.ts'

/** A piece of the border between areas of a level above the finest; `level` is the coarsest that it parts. */
export type UpperBorder = { level: Level; line: Place[] }

/**
 * The borders of villages and townships, from the areas below them. Where an area has nobody on the other side (the edge
 * of what was loaded, or of the county) nothing is drawn: the tiles have it.
 */
export function upperBorders(coverage: Coverage): UpperBorder[] {
  const owner = new Map<number, CoverageArea>()
  for (const leaf of coverage.leaves())
    eachEdge(leaf.rings, (from, to) => void owner.set(edgeKey(from, to), leaf))
  const found: UpperBorder[] = []
  for (const leaf of coverage.leaves()) {
    let open: UpperBorder | null = null
    let last = -1
    eachEdge(leaf.rings, (from, to) => {
      const other = owner.get(edgeKey(to, from))
      const level = other && other.code > leaf.code ? partedLevel(coverage, leaf, other) : null
      if (level === null) open = null
      else if (open?.level === level && last === from) open.line.push(coverage.placeOf(to))
      else found.push((open = { level, line: [coverage.placeOf(from), coverage.placeOf(to)] }))
      last = to
    })
  }
  return found
}

/** The coarsest level at which two finest areas belong to different ones; null when only they themselves differ. */
function partedLevel(coverage: Coverage, a: CoverageArea, b: CoverageArea): Level | null {
  if (a.parent === b.parent) return null
  const theirs = new Set(ancestors(coverage, b).map(({ code }) => code))
  const parted = ancestors(coverage, a).filter(({ code }) => !theirs.has(code))
  return parted.reduce<Level | null>(
    (coarsest, { level }) =>
      coarsest === null || LEVELS.indexOf(level) < LEVELS.indexOf(coarsest) ? level : coarsest,
    null,
  )
}
