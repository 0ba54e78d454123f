import { areNeighbours, changeOf } from '../change-of.ts'
import { checkChange } from '../check-change.ts'
import type { AreaChange, Change, Coverage } from '../coverage.ts'
import type { Operation } from '../operation.ts'
import { isRefusal, refuse, type Refusal } from '../refusal.ts'

type Merge = Extract<Operation, { kind: 'merge' }>

/** Areas become one with the code and the parent of the first. */
export function mergeAreas(coverage: Coverage, { areas: codes }: Merge): Change | Refusal {
  const [first, ...others] = codes.map((code) => coverage.area(code))
  const missing = codes.find((code) => !coverage.area(code)?.rings.length)
  if (missing !== undefined) return refuse('no-area', [missing])
  if (!first || others.length === 0 || new Set(codes).size < codes.length)
    return refuse('nothing-to-do', codes)
  const joined = [first]
  let waiting = others.map((area) => area!)
  while (waiting.length > 0) {
    const near = waiting.filter((area) => areNeighbours(area, joined))
    if (near.length === 0) return refuse('not-neighbours', [first.code, ...waiting.map(({ code }) => code)])
    joined.push(...near)
    waiting = waiting.filter((area) => !near.includes(area))
  }
  const merged = changeOf(coverage, [], [{ code: first.code, give: joined.slice(1) }])
  if (isRefusal(merged)) return merged
  const change = new Map<string, AreaChange>(merged)
  for (const before of joined.slice(1)) change.set(before.code, { before, after: null })
  return checkChange(coverage, change) ?? change
}
