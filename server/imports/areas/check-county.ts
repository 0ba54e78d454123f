import type { CurrentArea } from '../../areas/queries.ts'
import { LEVELS } from '../../domain/level.ts'
import { ImportFault } from '../import-fault.ts'
import type { AreaImportOptions } from './options.ts'
import type { FileArea } from './read-areas.ts'

/** A database holds one county: throws an ImportFault when file and options ask for another, or name it twice. */
export function checkCounty(
  read: readonly FileArea[],
  current: readonly CurrentArea[],
  { level, county, file }: AreaImportOptions,
): void {
  if (level === 'county' && county) {
    throw new ImportFault('--county makes the county of finer areas: leave it out with --level county.')
  }
  if (level === 'county' && read.length !== 1) {
    throw new ImportFault(`A file of level county must hold one area, but ${file} holds ${read.length}.`)
  }
  const asked = level === 'county' ? read[0]!.code : county?.code
  const present = current.find((area) => area.level === 'county')
  if (asked !== undefined && present && asked !== present.code) {
    throw new ImportFault(
      `A database holds one county: this one has ${present.code} ${present.name} already, but the import asks for ${asked}.`,
    )
  }
  if (!county) return
  const holder = [...read, ...current].find(
    (area) => area.code === county.code && !('level' in area && area.level === 'county'),
  )
  if (holder) {
    throw new ImportFault(
      `--county must have a code of its own, but ${county.code} is that of ${holder.name || 'an area'}.`,
    )
  }
  const between = LEVELS.slice(1, LEVELS.indexOf(level))
  const found = between.findLast((name) => current.some((area) => area.level === name))
  if (found) {
    throw new ImportFault(
      `--county makes the county of one level alone, but there are areas of level ${found}: leave --county out, so that parents are found among them.`,
    )
  }
}
