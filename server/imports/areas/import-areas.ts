import { sql } from 'kysely'
import { publishRelease, type AreaInput } from '../../areas/publish.ts'
import { readCurrentAreas, readSetting, type CurrentArea } from '../../areas/queries.ts'
import type { Db } from '../../db/connect.ts'
import { removeDemo } from '../../demo/remove.ts'
import { areaSquareMetres } from '../../domain/coverage/area-square-metres.ts'
import { dissolve } from '../../domain/coverage/dissolve.ts'
import { LEVELS, type Level } from '../../domain/level.ts'
import { createProjector } from '../crs.ts'
import { ImportFault } from '../import-fault.ts'
import { difference, overlaps } from './assign-parents.ts'
import { findFaults, type AreaFault } from './find-faults.ts'
import { readAreas, type FileArea } from './read-areas.ts'
import { repair } from './repair.ts'
import { writeReport } from './report.ts'

export type AreaImportOptions = {
  file: string
  level: Level
  codeField: string | null
  nameField: string | null
  parentField: string | null
  /** CODE:NAME of a county to be made as the union of what is imported. */
  county: { code: string; name: string } | null
  crs: string
  /** Faults narrower than this are closed; null: none. */
  repairMetres: number | null
  acceptParents: boolean
  dryRun: boolean
  reportFile: string | null
}

/** The line of `--json`, in the words of the command's documentation. */
export type AreaImportOutcome = {
  read: number
  imported: number
  unchanged: number
  rejected: number
  gaps: number
  overlaps: number
  holes: number
  repaired: number
  release: number | null
}

/** A parent that changes by more than this share of its area stops the import. */
const MOST_PARENT_CHANGE = 0.01

/** Less than this share inside its parent: an area lies outside. */
const LEAST_INSIDE = 0.5

class DryRun extends Error {}

/**
 * Imports one level of areas in one transaction as one release. Throws an ImportFault, with nothing changed, when a
 * fault is left; the report file is written all the same. `say` gets one line for each thing worth knowing.
 */
export async function importAreas(
  db: Db,
  options: AreaImportOptions,
  say: (message: string) => void,
): Promise<AreaImportOutcome> {
  const read = readAreas(
    options.file,
    { code: options.codeField, name: options.nameField, parent: options.parentField },
    createProjector(options.crs),
  )
  let outcome: AreaImportOutcome | null = null
  try {
    await db.transaction().execute(async (trx) => {
      const isDemo = (await readSetting(trx, 'demo')) === true
      if (isDemo) {
        await removeDemo(trx)
        say('The demonstration county makes way for the imported one.')
      }
      const current = await readCurrentAreas(trx)
      const areas = withOwnCodes(read, current, options.level, say)
      const plan = planImport(areas, current, options, say)
      const published = await publishRelease(trx, {
        author: 'import',
        note: `${options.level} from ${options.file.split('/').at(-1)}`,
        areas: plan.areas,
      })
      const codes = new Set(areas.map(({ code }) => code))
      const before = new Map(current.map((area) => [area.code, area]))
      const unchanged = plan.areas.filter(
        (area) =>
          codes.has(area.code) && JSON.stringify(before.get(area.code)?.shape) === JSON.stringify(area.shape),
      ).length
      outcome = {
        read: read.length,
        imported: published.release === null ? 0 : read.length - unchanged,
        unchanged: published.release === null ? read.length : unchanged,
        rejected: 0,
        ...plan.counts,
        release: published.release,
      }
      if (options.dryRun) throw new DryRun()
    })
  } catch (error) {
    if (!(error instanceof DryRun)) throw error
  }
  if (!options.dryRun) await sql`analyze`.execute(db)
  return outcome!
}

/**
 * Codes are unique over all levels, but sources number each level by itself: an area whose code one of another level
 * has already is told apart by its level, as in "village-35001".
 */
function withOwnCodes(
  read: readonly FileArea[],
  current: readonly CurrentArea[],
  level: Level,
  say: (message: string) => void,
): FileArea[] {
  const taken = new Set(current.filter((area) => area.level !== level).map(({ code }) => code))
  const renamed = read.filter(({ code }) => taken.has(code)).length
  if (renamed > 0) {
    say(`${renamed} codes belong to areas of other levels: these areas are called ${level}-CODE.`)
  }
  return read.map((area) => (taken.has(area.code) ? { ...area, code: `${level}-${area.code}` } : area))
}

type Plan = {
  areas: AreaInput[]
  counts: Pick<AreaImportOutcome, 'gaps' | 'overlaps' | 'holes' | 'repaired'>
}

/** What the file makes of the present areas; throws when a fault is left. */
function planImport(
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
      `Codes must be different, but ${found.map(({ codes }) => codes[0]).join(', ')} occur more than once.`,
    )
  }
  const kept = current.filter(
    ({ level, code }) => level === options.level && !read.some((area) => area.code === code),
  )
  const members: FileArea[] = [
    ...read,
    ...kept.map(({ code, name, shape }) => ({ code, name, parent: null, shape })),
  ]
  const { faults, arrangement } = findFaults(members)
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
  const cleaned = members.map((member, i) => ({ ...member, shape: shapes[i]! }))
  const gone = cleaned.find(({ shape }) => shape.length === 0)
  if (gone) finish(`Area ${gone.code} is covered by its neighbours and would be left without ground.`)

  const parents = parentsOf(cleaned.slice(0, read.length), current, options)
  found.push(...parents.faults)
  if (parents.faults.length > 0) finish(describeFaults(parents.faults, options))
  const inputs = cleaned.slice(0, read.length).map((area, i): AreaInput => {
    return toInput(area, options.level, parents.codes[i]!, current)
  })
  const keptInputs = cleaned.slice(read.length).map((area) => {
    const before = kept.find(({ code }) => code === area.code)!
    return { ...fromCurrent(before, current), shape: area.shape }
  })
  const above = liftParents([...inputs, ...keptInputs], current, options, say)
  found.push(...above.faults)
  if (above.faults.length > 0) finish(describeFaults(above.faults, options))
  if (options.reportFile) writeReport(options.reportFile, found)
  return { areas: [...above.areas, ...inputs, ...keptInputs], counts }
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

function describeFaults(
  faults: readonly AreaFault[],
  { repairMetres, reportFile }: AreaImportOptions,
): string {
  const kinds = [...new Set(faults.map(({ kind }) => kind))]
  const lines = kinds.map((kind) => {
    const some = faults.filter((fault) => fault.kind === kind).sort((a, b) => b.widthMetres - a.widthMetres)
    const widest = some[0]!
    return `${some.length} × ${kind}, the widest ${widest.widthMetres.toFixed(2)} m (${widest.codes.slice(0, 4).join(', ')})`
  })
  const advice = [
    repairMetres === null ? 'give --repair METRES to close narrow gaps and overlaps' : '',
    kinds.includes('parent-change') ? 'give --accept-parents if the parents shall change' : '',
    reportFile ? `see ${reportFile}` : 'give --report FILE to see where',
  ].filter((text) => text !== '')
  return `The areas must tile without faults, but there are: ${lines.join('; ')}. Nothing was changed; ${advice.join('; ')}.`
}

/** Parents by field, or by largest overlap; the county needs none. */
function parentsOf(
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
    const named = candidates.findIndex(({ code }) => code === area.parent || code === `${finest}-${area.parent}`)
    if (named < 0) return fault('orphan', area)
    const inside = covered[i]!.find(({ parent }) => parent === named)?.share ?? 0
    return inside >= LEAST_INSIDE ? candidates[named]!.code : fault('outside-parent', area)
  })
  return { codes, faults }
}

/** Every area above becomes the union of its children, level by level upwards. */
function liftParents(
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
      if (share > MOST_PARENT_CHANGE && !options.acceptParents) {
        faults.push({
          kind: 'parent-change',
          codes: [parent.code],
          squareMetres: moved,
          widthMetres: 0,
          shape: after.shape,
          faces: [],
        })
      }
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

function toInput(
  area: FileArea,
  level: Level,
  parentCode: string | null,
  current: readonly CurrentArea[],
): AreaInput {
  const before = current.find(({ code }) => code === area.code)
  return {
    code: area.code,
    level,
    parentCode,
    name: area.name,
    nameEn: before?.nameEn ?? null,
    kind: before?.kind ?? 'general',
    households: before?.households ?? null,
    population: before?.population ?? null,
    shape: area.shape,
  }
}

function fromCurrent(area: CurrentArea, current: readonly CurrentArea[]): AreaInput {
  const { code, level, name, nameEn, kind, households, population, shape } = area
  const parentCode = current.find(({ id }) => id === area.parentId)?.code ?? null
  return { code, level, parentCode, name, nameEn, kind, households, population, shape }
}
