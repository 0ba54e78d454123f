import type { AreaInput } from '../../../areas/publish.ts'
import type { CurrentArea } from '../../../areas/queries.ts'
import { dissolve } from '../../../domain/coverage/dissolve.ts'
import { LEVELS } from '../../../domain/level.ts'
import type { AreaFault } from '../faults/find-faults.ts'
import type { AreaImportOptions } from '../options.ts'
import { parentChange } from './parent-change.ts'
import { fromCurrent, toInput } from '../to-input.ts'

/**
 * Every area above becomes the union of its children, level by level upwards; those without children are `beside` these,
 * as far as they changed. `moved` tells how far; `faults` are those of them that stop the import.
 */
export function liftParents(
  areas: readonly AreaInput[],
  beside: readonly AreaInput[],
  current: readonly CurrentArea[],
  options: AreaImportOptions,
  say: (message: string) => void,
): { areas: AreaInput[]; moved: AreaFault[]; faults: AreaFault[] } {
  const changed = new Map<string, AreaInput>()
  const moved: AreaFault[] = []
  const faults: AreaFault[] = []
  let children: readonly AreaInput[] = areas
  if (options.county && !current.some(({ level }) => level === 'county')) {
    const shape = dissolve(children.map((child) => child.shape))
    const county = toInput({ ...options.county, parent: null, shape }, 'county', null, current)
    return { areas: [county], moved, faults }
  }
  for (const level of LEVELS.slice(0, LEVELS.indexOf(options.level)).toReversed()) {
    const parents = current.filter((area) => area.level === level)
    const next: AreaInput[] = []
    for (const parent of parents) {
      const own = children.filter(({ parentCode }) => parentCode === parent.code)
      const before = fromCurrent(parent, current)
      const after =
        own.length > 0
          ? { ...before, shape: dissolve(own.map((child) => child.shape)) }
          : (beside.find(({ code }) => code === parent.code) ?? before)
      next.push(after)
      if (JSON.stringify(after.shape) === JSON.stringify(before.shape)) continue
      const {
        moved: change,
        share,
        isTooMuch,
      } = parentChange(
        parent.code,
        before.shape,
        after.shape,
        // --county: it is the union of all files that came in so far.
        options.county !== null,
      )
      if (change) {
        moved.push(change)
        const { widthMetres, squareMetres } = change
        say(
          `${level} ${parent.code} ${parent.name}: outline moved by up to ${widthMetres.toFixed(1)} m, over ${Math.round(squareMetres)} m², ${(share * 100).toFixed(3)} %`,
        )
        if (isTooMuch && !options.acceptParents) faults.push(change)
      }
      changed.set(parent.code, after)
    }
    if (next.length > 0) children = next
  }
  return {
    areas: [...changed.values()].toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level)),
    moved,
    faults,
  }
}
