import type { CurrentArea } from '../../areas/queries.ts'
import type { Operation, Replacement } from '../../domain/coverage/edit/operation.ts'
import type { Level } from '../../domain/level.ts'
import { createProjector } from '../crs.ts'
import { featuresOf } from '../geojson-file.ts'
import { ImportFault } from '../import-fault.ts'
import { planImport } from './plan-import.ts'
import { areasOf } from './read-areas.ts'

/** What a file brings: GeoJSON that was parsed, and what it is called in faults. */
export type GivenAreas = {
  name: string
  content: Record<string, unknown>
  level: Level
  crs: string
  repairMetres: number | null
}

/**
 * What a file of areas makes of the present ones, as one operation to be reviewed: the difference alone. It is read,
 * welded to its neighbours and checked as an import is. Throws an ImportFault when a fault is left, or nothing differs.
 */
export function planReplacement(given: GivenAreas, current: readonly CurrentArea[]): Operation {
  const { name, content, level, crs, repairMetres } = given
  const fields = { code: null, name: null, parent: null }
  const read = areasOf(featuresOf(content, name, crs), name, fields, createProjector(crs))
  const { areas } = planImport(
    read,
    current,
    {
      file: name,
      level,
      codeField: null,
      nameField: null,
      parentField: null,
      county: null,
      crs,
      repairMetres,
      acceptParents: true,
      dryRun: true,
      reportFile: null,
    },
    () => {},
  )
  const before = new Map(current.map((area) => [area.code, area]))
  const codeOf = new Map(current.map(({ id, code }) => [id, code]))
  const parents = new Set(areas.map(({ parentCode }) => parentCode))
  const isAbove = (code: string): boolean =>
    parents.has(code) || current.some(({ parentId }) => parentId === before.get(code)?.id)
  const replacements = areas.flatMap(({ code, parentCode, shape, ...area }): Replacement[] => {
    const present = before.get(code)
    const parentBefore = present && present.parentId !== null ? codeOf.get(present.parentId) : null
    const isSame = parentBefore === parentCode && JSON.stringify(present?.shape) === JSON.stringify(shape)
    if (isSame || parentCode === null || (present && isAbove(code))) return []
    return [{ code, level: area.level, parent: parentCode, shape }]
  })
  if (replacements.length === 0)
    throw new ImportFault(`${name} has the same boundaries as there are now: there is nothing to review.`)
  return { kind: 'replace', areas: replacements, retired: [] }
}
