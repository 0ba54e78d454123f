import { applyOperation } from '../edit/apply-operation.ts'
import type { Coverage } from '../edit/coverage.ts'
import type { Operation } from '../edit/operation.ts'
import { isRefusal, refuse, type Refusal } from '../edit/refusal.ts'

const TOLERANCES_METRES = [100, 50, 20, 10, 5, 2, 1]

/** Straightens the border of two areas as far as can be: with the widest tolerance that no other border stands against. */
export function suggestStraighten(coverage: Coverage, areas: [string, string]): Operation | Refusal {
  let last: Refusal = refuse('nothing-to-do', areas)
  for (const toleranceMetres of TOLERANCES_METRES) {
    const operation: Operation = { kind: 'simplify', areas, toleranceMetres }
    const change = applyOperation(coverage.fork(), operation)
    if (!isRefusal(change)) return operation
    if (change.refused !== 'crossing' && change.refused !== 'no-ground') last = change
  }
  return last
}
