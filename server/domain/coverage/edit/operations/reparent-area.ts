import { LEVELS } from '../../../level.ts'
import { areNeighbours } from '../change-of.ts'
import type { Change, Coverage } from '../coverage.ts'
import type { Operation } from '../operation.ts'
import { refuse, type Refusal } from '../refusal.ts'

type Reparent = Extract<Operation, { kind: 'reparent' }>

/** An area goes to a parent that has an area beside it. No border moves but those of the parents. */
export function reparentArea(coverage: Coverage, { area: code, parent }: Reparent): Change | Refusal {
  const before = coverage.area(code)
  const above = coverage.area(parent)
  if (!before || before.rings.length === 0) return refuse('no-area', [code])
  if (!above || above.rings.length > 0 || LEVELS.indexOf(above.level) !== LEVELS.indexOf(before.level) - 1)
    return refuse('no-parent', [parent])
  if (before.parent === parent) return refuse('nothing-to-do', [code])
  const beside = [...coverage.leaves()].some(
    (leaf) => leaf.parent === parent && areNeighbours(leaf, [before]),
  )
  if (!beside) return refuse('not-neighbours', [code, parent])
  return new Map([[code, { before, after: { ...before, parent } }]])
}
