import { changeOf } from '../change-of.ts'
import { checkChange } from '../check-change.ts'
import type { Change, Coverage } from '../coverage.ts'
import { cutArea, splicesFor } from '../cut-area.ts'
import type { Operation } from '../operation.ts'
import { isRefusal, refuse, type Refusal } from '../refusal.ts'

type Split = Extract<Operation, { kind: 'split' }>

/** What lies left of the line becomes a new area of the same level and parent. */
export function splitArea(coverage: Coverage, { area: code, line, code: added }: Split): Change | Refusal {
  const area = coverage.area(code)
  if (!area || area.rings.length === 0) return refuse('no-area', [code])
  if (coverage.area(added)) return refuse('code-taken', [added])
  const cut = cutArea(coverage, area, line)
  if (isRefusal(cut)) return cut
  const left = cut.pieces.filter(({ isLeft }) => isLeft === true)
  if (left.length === 0 || left.length === cut.pieces.length)
    return refuse('line-does-not-cut', [code], line[0] ?? null)
  const change = changeOf(coverage, splicesFor(cut, left), [
    { code, take: left },
    { code: added, level: area.level, parent: area.parent, give: left },
  ])
  return isRefusal(change) ? change : (checkChange(coverage, change) ?? change)
}
