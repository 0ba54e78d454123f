import type { Coverage } from '../../../server/domain/coverage/edit/coverage.ts'
import { edgeOwners } from '../../../server/domain/coverage/edit/edge-owners.ts'
import { OUTSIDE } from '../../../server/domain/coverage/edit/operation.ts'
import type { Snap } from '../geometry/snap.ts'

/** The pairs of areas whose border both ends of a line may lie on, those without the land outside first. */
export function borderPairs(coverage: Coverage, start: Snap, end: Snap): [string, string][] {
  const atEnd = new Set(codesAt(coverage, end))
  const common = codesAt(coverage, start).filter((code) => atEnd.has(code))
  const pairs = common.flatMap((a, i) => common.slice(i + 1).map((b): [string, string] => [a, b]))
  const weight = (pair: [string, string]): number => (pair.includes(OUTSIDE) ? 1 : 0)
  return pairs.sort((a, b) => weight(a) - weight(b))
}

/** Codes of the areas whose border a snapped place lies on. */
export function codesAt(coverage: Coverage, snap: Snap): readonly string[] {
  if (snap.kind === 'none') return []
  if (snap.kind === 'vertex') {
    const vertex = coverage.vertexAt(snap.place)
    return vertex === null ? [] : coverage.codesAt(vertex)
  }
  const [a, b] = snap.edge.map((place) => coverage.vertexAt(place))
  return a == null || b == null ? [] : edgeOwners(coverage, a, b)
}
