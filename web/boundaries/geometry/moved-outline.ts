import type { Coverage } from '../../../server/domain/coverage/edit/coverage.ts'
import { bothWaysKey } from '../../../server/domain/coverage/edge-key.ts'
import { OUTSIDE, type Place } from '../../../server/domain/coverage/edit/operation.ts'
import { eachEdge } from '../../../server/domain/coverage/edit/ring-edges.ts'
import { areaAt } from './area-at.ts'

/** An edge of the outline: a new one, or one that is not of it any more and now lies inside an area or outside of all. */
export type MovedEdge = { kind: 'new' | 'inside' | 'outside'; line: [Place, Place] }

/** Where the outline of a coverage runs otherwise than before: the tiles show it as it was. Both have the same vertices. */
export function movedOutline(base: Coverage, now: Coverage): MovedEdge[] {
  const [old, current] = [base.area(OUTSIDE), now.area(OUTSIDE)]
  if (!old || !current || old.rings === current.rings) return []
  const [before, after] = [edgesOf(old.rings), edgesOf(current.rings)]
  const lineOf = ([from, to]: [number, number]): [Place, Place] => [base.placeOf(from), base.placeOf(to)]
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, edge]) => lineOf(edge))
  const added = [...after].filter(([key]) => !before.has(key)).map(([, edge]) => lineOf(edge))
  return [
    ...gone.map((line): MovedEdge => ({ kind: isInside(now, line) ? 'inside' : 'outside', line })),
    ...added.map((line): MovedEdge => ({ kind: 'new', line })),
  ]
}

function edgesOf(rings: NonNullable<ReturnType<Coverage['area']>>['rings']): Map<number, [number, number]> {
  const edges = new Map<number, [number, number]>()
  eachEdge(rings, (from, to) => void edges.set(bothWaysKey(from, to), [from, to]))
  return edges
}

function isInside(coverage: Coverage, [[ax, ay], [bx, by]]: [Place, Place]): boolean {
  return areaAt(coverage, [Math.round((ax + bx) / 2), Math.round((ay + by) / 2)]) !== null
}
