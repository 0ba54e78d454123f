import type { AreaInput } from '../../areas/publish.ts'
import type { CurrentArea } from '../../areas/queries.ts'
import { areaSquareMetres } from '../../domain/coverage/area-square-metres.ts'
import { dissolve } from '../../domain/coverage/dissolve.ts'
import { LEVELS } from '../../domain/level.ts'
import { difference } from './assign-parents.ts'
import { findFaults, type AreaFault } from './find-faults.ts'
import type { AreaImportOptions } from './options.ts'
import { parentChange } from './parent-change.ts'
import { fromCurrent, toInput } from './to-input.ts'

/** Every area above becomes the union of its children, level by level upwards. */
export function liftParents(
  areas: readonly AreaInput[],
  current: readonly CurrentArea[],
  options: AreaImportOptions,
  say: (message: string) => void,
): { areas: AreaInput[]; faults: AreaFault[] } {
  const changed = new Map<string, AreaInput>()
  const faults: AreaFault[] = []
  let children: readonly AreaInput[] = areas
  if (options.county) {
    const { code, name } = options.county
    const before = current.find((area) => area.code === code)
    const shape = dissolve(children.map((child) => child.shape))
    changed.set(code, {
      ...toInput({ code, name, parent: null, shape }, 'county', null, current),
      name: before?.name ?? name,
    })
    return { areas: [...changed.values()], faults }
  }
  for (const level of LEVELS.slice(0, LEVELS.indexOf(options.level)).toReversed()) {
    const parents = current.filter((area) => area.level === level)
    const next: AreaInput[] = []
    for (const parent of parents) {
      const own = children.filter(({ parentCode }) => parentCode === parent.code)
      const before = fromCurrent(parent, current)
      if (own.length === 0) {
        next.push(before)
        continue
      }
      const after = { ...before, shape: dissolve(own.map((child) => child.shape)) }
      next.push(after)
      if (JSON.stringify(after.shape) === JSON.stringify(before.shape)) continue
      const moved = difference(before.shape, after.shape)
      const share = moved / areaSquareMetres(before.shape)
      say(
        `${level} ${parent.code} ${parent.name}: outline moved over ${Math.round(moved)} m², ${(share * 100).toFixed(3)} %`,
      )
      const fault = parentChange(parent.code, moved, areaSquareMetres(before.shape), after.shape, options)
      if (fault) faults.push(fault)
      changed.set(parent.code, after)
    }
    if (next.length === 0) continue
    if (changed.size > 0) faults.push(...uncovered(next))
    children = next
  }
  return {
    areas: [...changed.values()].toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level)),
    faults,
  }
}

/** Parents that no longer fit together because only some of them got finer children. */
function uncovered(parents: readonly AreaInput[]): AreaFault[] {
  return findFaults(parents)
    .faults.filter(({ kind }) => kind === 'overlap')
    .map((fault) => ({ ...fault, kind: 'uncovered-parent' as const }))
}
