import { levelBelow } from '../../../level.ts'
import type { AreaChange, Change, Coverage } from '../coverage.ts'
import type { Operation } from '../operation.ts'
import { refuse, type Refusal } from '../refusal.ts'

type Found = Extract<Operation, { kind: 'found' }>

/** An area that has no finer ones gets its first, with all of its ground. */
export function foundArea(coverage: Coverage, { area: code, code: added }: Found): Change | Refusal {
  const area = coverage.area(code)
  if (!area || area.rings.length === 0) return refuse('no-area', [code])
  const level = levelBelow(area.level)
  if (!level) return refuse('no-parent', [code])
  if (coverage.area(added)) return refuse('code-taken', [added])
  return new Map<string, AreaChange>([
    [code, { before: area, after: { ...area, rings: [] } }],
    [added, { before: null, after: { code: added, level, parent: code, rings: area.rings } }],
  ])
}
