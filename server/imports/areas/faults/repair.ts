import type { Arrangement } from '../../../domain/coverage/arrangement.ts'
import type { Shape } from '../../../domain/coverage/shape.ts'
import type { AreaFault } from './find-faults.ts'

/**
 * Areas without the given faults: every face of a fault goes to the area that it shares the longest border with (for
 * overlaps, to one of those that cover it). All other faces keep their owner; gaps that are not among them stay.
 */
export function repair(arrangement: Arrangement, faults: readonly AreaFault[], count: number): Shape[] {
  const { faces } = arrangement
  const owner = faces.map(({ owners }) => owners[0] ?? -1)
  for (const { faces: group, kind } of faults) {
    const members = new Set(group)
    const border = new Map<number, number>()
    for (const face of group) {
      for (const [beside, length] of faces[face]!.beside) {
        if (beside < 0 || members.has(beside)) continue
        const owners = faces[beside]!.owners
        if (owners.length === 1) border.set(owners[0]!, (border.get(owners[0]!) ?? 0) + length)
      }
    }
    const covering = faces[group[0]!]!.owners
    const candidates = [...border].filter(([area]) => kind === 'gap' || covering.includes(area))
    const best = candidates.sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? covering[0] ?? -1
    for (const face of group) owner[face] = best
  }
  return arrangement.assemble((face) => owner[face]!, count)
}
