import type { CurrentArea } from '../../../areas/queries.ts'
import { areaSquareMetres } from '../../../domain/coverage/area-square-metres.ts'
import { LEVELS } from '../../../domain/level.ts'
import { ImportFault } from '../../import-fault.ts'
import { overlaps } from './assign-parents.ts'
import type { AreaFault } from '../faults/find-faults.ts'
import type { AreaImportOptions } from '../options.ts'
import type { FileArea } from '../read-areas.ts'

/** Less than this share inside its parent: an area lies outside. */
const LEAST_INSIDE = 0.5

/** Parents by field, or by largest overlap; the county needs none. */
export function findParents(
  areas: readonly FileArea[],
  current: readonly CurrentArea[],
  options: AreaImportOptions,
): { codes: (string | null)[]; faults: AreaFault[] } {
  if (options.level === 'county') return { codes: areas.map(() => null), faults: [] }
  if (options.county) return { codes: areas.map(() => options.county!.code), faults: [] }
  const coarser = current.filter(({ level }) => LEVELS.indexOf(level) < LEVELS.indexOf(options.level))
  const finest = LEVELS.findLast((level) => coarser.some((area) => area.level === level))
  if (finest === undefined) {
    throw new ImportFault(
      `Areas of level ${options.level} need their county: import it first, or give --county CODE:NAME.`,
    )
  }
  const candidates = coarser.filter(({ level }) => level === finest)
  const covered = overlaps(
    areas.map(({ shape }) => shape),
    candidates.map(({ shape }) => shape),
  )
  const faults: AreaFault[] = []
  const fault = (kind: 'orphan' | 'outside-parent', area: FileArea): null => {
    const squareMetres = areaSquareMetres(area.shape)
    faults.push({ kind, codes: [area.code], squareMetres, widthMetres: 0, shape: area.shape, faces: [] })
    return null
  }
  const codes = areas.map((area, i) => {
    const best = covered[i]![0]
    if (area.parent === null) {
      return best && best.share >= LEAST_INSIDE
        ? candidates[best.parent]!.code
        : fault('outside-parent', area)
    }
    const named = candidates.findIndex(
      ({ code }) => code === area.parent || code === `${finest}-${area.parent}`,
    )
    if (named < 0) return fault('orphan', area)
    const inside = covered[i]!.find(({ parent }) => parent === named)?.share ?? 0
    return inside >= LEAST_INSIDE ? candidates[named]!.code : fault('outside-parent', area)
  })
  return { codes, faults }
}
