import type { Coverage } from '../../../server/domain/coverage/edit/coverage.ts'
import { areNeighbours } from '../../../server/domain/coverage/edit/change-of.ts'
import type { Operation } from '../../../server/domain/coverage/edit/operation.ts'

/**
 * Straightens the border between two areas, or all borders of one with areas that may be changed, as far as each of them
 * has anything to leave out. Null when neither one nor two are given.
 */
export function simplifyOperations(
  coverage: Coverage,
  codes: readonly string[],
  toleranceMetres: number,
  isLive: (code: string) => boolean,
): Operation[] {
  const [first, second] = codes
  if (first === undefined || codes.length > 2) return []
  if (second !== undefined) return [{ kind: 'simplify', areas: [first, second], toleranceMetres }]
  const area = coverage.area(first)
  if (!area) return []
  return [...coverage.leaves()]
    .filter((leaf) => leaf.code !== first && isLive(leaf.code) && areNeighbours(leaf, [area]))
    .map((leaf) => ({ kind: 'simplify', areas: [first, leaf.code], toleranceMetres }))
}
