import { areaSquareMetres } from '../area-square-metres.ts'
import { applyOperation } from '../edit/apply-operation.ts'
import type { Coverage } from '../edit/coverage.ts'
import type { Operation } from '../edit/operation.ts'
import { isRefusal, refuse, type Refusal } from '../edit/refusal.ts'
import type { SizeOf } from './size-of.ts'
import { longestDirection, sweep } from './sweep.ts'

/** Into how many grids of about so many households an area falls, at least one. */
export function gridsFor(households: number, householdsEach: number): number {
  return Math.max(1, Math.round(households / householdsEach))
}

/**
 * Splits an area into so many parts of about the same size (`sizeOf`), by straight lines across its longest direction, again and
 * again in halves. A suggestion to adjust: it knows of no road and no courtyard. `codes` are for the new areas; the area
 * itself keeps its own. The coverage is not changed.
 */
export function suggestSplit(
  coverage: Coverage,
  code: string,
  parts: number,
  codes: readonly string[],
  sizeOf: SizeOf = areaSquareMetres,
): Operation | Refusal {
  const area = coverage.area(code)
  if (!area || area.rings.length === 0) return refuse('no-area', [code])
  if (parts < 2) return refuse('nothing-to-do', [code])
  if (codes.length < parts - 1) return refuse('code-taken', [code])
  const trial = coverage.fork()
  const waiting = [...codes]
  const operations: Exclude<Operation, { kind: 'group' }>[] = []
  const halve = (part: string, count: number): Refusal | null => {
    if (count < 2) return null
    const whole = trial.area(part)!
    const shape = trial.shapeOf(whole)
    const first = Math.floor(count / 2)
    const swept = sweep(trial, whole, longestDirection(shape), (sizeOf(shape) * first) / count, sizeOf)
    if (!swept) return refuse('line-does-not-cut', [part])
    const added = waiting.shift()!
    const operation = { kind: 'split' as const, area: part, line: swept.line, code: added }
    const change = applyOperation(trial, operation)
    if (isRefusal(change)) return change
    operations.push(operation)
    return halve(added, first) ?? halve(part, count - first)
  }
  return halve(code, parts) ?? { kind: 'group', operations }
}
