import type { AreaInput } from '../../areas/publish.ts'
import type { CurrentArea } from '../../areas/queries.ts'
import { areaSquareMetres } from '../../domain/coverage/area-square-metres.ts'
import { ImportFault } from '../import-fault.ts'
import { listed } from '../listed.ts'
import { checkExact } from './faults/check-exact.ts'
import { describeFaults } from './faults/describe-faults.ts'
import { findFaults, type AreaFault } from './faults/find-faults.ts'
import { findParents } from './parents/find-parents.ts'
import { childless, giveWay, isGroundOf, leaves } from './parents/give-way.ts'
import { keepOutlines } from './parents/keep-outlines.ts'
import { liftParents } from './parents/lift-parents.ts'
import type { AreaImportOptions, AreaImportOutcome } from './options.ts'
import type { FileArea } from './read-areas.ts'
import { repair } from './faults/repair.ts'
import { writeReport } from './faults/report.ts'
import { fromCurrent, toInput } from './to-input.ts'
import { weld } from './weld.ts'

type Plan = {
  areas: AreaInput[]
  counts: Pick<AreaImportOutcome, 'gaps' | 'overlaps' | 'holes' | 'repaired'>
}

/** What the file makes of the present areas; throws when a fault is left. */
export function planImport(
  read: readonly FileArea[],
  current: readonly CurrentArea[],
  options: AreaImportOptions,
  say: (message: string) => void,
): Plan {
  const found: (AreaFault & { repaired?: boolean })[] = duplicates(read)
  const finish = (message: string): never => {
    if (options.reportFile) writeReport(options.reportFile, found)
    throw new ImportFault(message)
  }
  if (found.length > 0) {
    finish(
      `Codes must be different, but ${listed(found.flatMap(({ codes }) => codes))} occur more than once.`,
    )
  }
  const renamed = keepOutlines(read, current, options, say)
  if (renamed) {
    found.push(...renamed.faults)
    if (renamed.faults.length > 0) finish(describeFaults(renamed.faults, options))
    if (options.reportFile) writeReport(options.reportFile, found)
    return { areas: renamed.areas, counts: { gaps: 0, overlaps: 0, holes: 0, repaired: 0 } }
  }
  const kept = current.filter(
    ({ level, code }) => level === options.level && !read.some((area) => area.code === code),
  )
  const parents = findParents(read, current, options)
  const keptInputs = kept.map((area) => fromCurrent(area, current))
  const parentCodes = [...parents.codes, ...keptInputs.map(({ parentCode }) => parentCode)]
  const coarse = parents.faults.length > 0 ? [] : childless(current, options.level, parentCodes)
  const welded = weld(
    read.map(({ shape }) => shape),
    [...kept, ...coarse].map(({ shape }) => shape),
  )
  const members: FileArea[] = [
    ...read.map((area, i) => ({ ...area, shape: welded[i]! })),
    ...kept.map(({ code, name, shape }) => ({ code, name, parent: null, shape })),
  ]
  const { faults: all, arrangement } = findFaults(members)
  const faults = all.filter((fault) => !isGroundOf(coarse, fault))
  const narrow = faults.filter(({ widthMetres }) => widthMetres < (options.repairMetres ?? 0))
  const wide = faults.filter((fault) => !narrow.includes(fault))
  found.push(...narrow.map((fault) => ({ ...fault, repaired: true })), ...wide)
  const counts = {
    gaps: faults.filter(({ kind }) => kind === 'gap').length,
    overlaps: faults.filter(({ kind }) => kind === 'overlap').length,
    holes: wide.filter(({ kind }) => kind === 'gap').length,
    repaired: narrow.length,
  }
  const stopping = options.repairMetres === null ? wide : wide.filter(({ kind }) => kind !== 'gap')
  if (stopping.length > 0) finish(describeFaults(stopping, options))
  const shapes = repair(arrangement, narrow, members.length)
  found.push(...parents.faults)
  if (parents.faults.length > 0) finish(describeFaults(parents.faults, options))
  const fitted = giveWay(
    shapes,
    coarse.map(({ shape }) => shape),
    leaves(current)
      .filter((area) => !coarse.includes(area))
      .map(({ shape }) => shape),
  )
  const bare = [...members, ...coarse].find((_, i) => [...fitted.finer, ...fitted.coarse][i]!.length === 0)
  if (bare) finish(`Area ${bare.code} would be left without ground: it has no area that is its own alone.`)
  const inputs = members.map((area, i): AreaInput => {
    const shape = fitted.finer[i]!
    if (i >= read.length) return { ...keptInputs[i - read.length]!, shape }
    return toInput({ ...area, shape }, options.level, parents.codes[i]!, current)
  })
  const beside = coarse.map((area, i) => ({ ...fromCurrent(area, current), shape: fitted.coarse[i]! }))
  const above = liftParents(inputs, beside, current, options, say)
  found.push(...above.moved)
  if (above.faults.length > 0) finish(describeFaults(above.faults, options))
  checkExact([...inputs, ...beside], above.areas, current)
  if (options.reportFile) writeReport(options.reportFile, found)
  return { areas: [...above.areas, ...inputs], counts }
}

function duplicates(read: readonly FileArea[]): AreaFault[] {
  const seen = new Set<string>()
  return read.flatMap(({ code, shape }): AreaFault[] => {
    if (!seen.has(code)) {
      seen.add(code)
      return []
    }
    return [
      {
        kind: 'duplicate-code',
        codes: [code],
        squareMetres: areaSquareMetres(shape),
        widthMetres: 0,
        shape,
        faces: [],
      },
    ]
  })
}
