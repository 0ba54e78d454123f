import type { AreaInput } from '../../../areas/publish.ts'
import type { CurrentArea } from '../../../areas/queries.ts'
import { LEVELS } from '../../../domain/level.ts'
import { ImportFault } from '../../import-fault.ts'
import { parentChange } from './parent-change.ts'
import type { AreaFault } from '../faults/find-faults.ts'
import { listed } from '../../listed.ts'
import type { AreaImportOptions } from '../options.ts'
import type { FileArea } from '../read-areas.ts'
import { fromCurrent } from '../to-input.ts'

/**
 * A level that comes in again when finer ones are there: these are the truth, so its outlines stay and only the names of
 * the file are taken. Null when there is nothing finer. Throws an ImportFault at an area that is not there yet.
 */
export function keepOutlines(
  read: readonly FileArea[],
  current: readonly CurrentArea[],
  options: AreaImportOptions,
  say: (message: string) => void,
): { areas: AreaInput[]; faults: AreaFault[] } | null {
  const finer = LEVELS.slice(LEVELS.indexOf(options.level) + 1).findLast((level) =>
    current.some((area) => area.level === level),
  )
  if (finer === undefined) return null
  const before = new Map(current.map((area) => [area.code, area]))
  const unknown = read.filter(({ code }) => !before.has(code)).map(({ code }) => code)
  if (unknown.length > 0) {
    throw new ImportFault(
      `Levels come coarse to fine: there are areas of level ${finer} already, so ${listed(unknown)} cannot come in at level ${options.level}.`,
    )
  }
  const faults: AreaFault[] = []
  const areas = read.map(({ code, name, shape }): AreaInput => {
    const present = before.get(code)!
    const { moved, isTooMuch } = parentChange(code, present.shape, shape)
    if (moved && isTooMuch && !options.acceptParents) faults.push(moved)
    return { ...fromCurrent(present, current), name }
  })
  say(`The outlines of level ${options.level} stay those of the areas below; the file gives the names.`)
  return { areas, faults }
}
