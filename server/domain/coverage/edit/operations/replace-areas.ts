import { LEVELS } from '../../../level.ts'
import { shapeFaults } from '../../shape-faults.ts'
import type { AreaChange, Change, Coverage, CoverageArea } from '../coverage.ts'
import { checkChange } from '../check-change.ts'
import { OUTSIDE, type Operation } from '../operation.ts'
import { isRefusal, refuse, type Refusal } from '../refusal.ts'
import { EdgeSum, ringsFor } from '../ring-edges.ts'

type Replace = Extract<Operation, { kind: 'replace' }>

/** Areas get other ground all at once. What they gain or lose together, the land outside loses or gains. */
export function replaceAreas(coverage: Coverage, { areas, retired }: Replace): Change | Refusal {
  const change = new Map<string, AreaChange>()
  const outline = new EdgeSum().addRings(coverage.area(OUTSIDE)!.rings)
  for (const code of retired) {
    const before = coverage.area(code)
    if (!before || before.rings.length === 0) return refuse('no-area', [code])
    outline.subtractRings(before.rings)
    change.set(code, { before, after: null })
  }
  for (const { code, level, parent, shape } of areas) {
    const [fault] = shapeFaults(code, shape)
    if (fault) return refuse('crossing', [code], fault.point)
    const above = coverage.area(parent)
    if (!above || above.rings.length > 0 || LEVELS.indexOf(above.level) >= LEVELS.indexOf(level))
      return refuse('no-parent', [code, parent])
    const before = coverage.area(code)
    if (code === OUTSIDE || change.has(code) || before?.rings.length === 0)
      return refuse('code-taken', [code])
    const after: CoverageArea = { code, level, parent, rings: coverage.ringsOf(shape) }
    outline.subtractRings(before?.rings ?? []).addRings(after.rings)
    change.set(code, { before, after })
  }
  if (change.size === 0) return refuse('nothing-to-do')
  const before = coverage.area(OUTSIDE)!
  const rings = ringsFor(OUTSIDE, outline, coverage.vertices)
  if (isRefusal(rings)) return { ...rings, codes: [...change.keys()] }
  const isSame = new EdgeSum().addRings(before.rings).subtractRings(rings).size === 0
  if (!isSame) change.set(OUTSIDE, { before, after: { ...before, rings } })
  return checkChange(coverage, change) ?? change
}
