import type { Coverage } from '../../../server/domain/coverage/edit/coverage.ts'
import type { Operation } from '../../../server/domain/coverage/edit/operation.ts'
import type { Snap } from '../geometry/snap.ts'
import { borderPairs } from './border-pairs.ts'
import { insertedEnds } from './line-ends.ts'

/**
 * What a line from border to border may mean: for every border that both its ends lie on, that it runs along the line. The
 * first that the engine takes is meant. Empty when the ends share no border.
 */
export function reshapeOperations(coverage: Coverage, sketch: readonly Snap[]): Operation[] {
  if (sketch.length < 2) return []
  const inserts = insertedEnds(sketch)
  const line = sketch.map(({ place }) => place)
  return borderPairs(coverage, sketch[0]!, sketch.at(-1)!).map((areas): Operation => {
    const reshape = { kind: 'reshape' as const, areas, line }
    return inserts.length === 0 ? reshape : { kind: 'group', operations: [...inserts, reshape] }
  })
}
