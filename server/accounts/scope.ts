import type { Transaction } from 'kysely'
import { isInside, type AreaIndex, type AreaNode } from '../areas/area-index.ts'
import { knownArea } from '../areas/known-area.ts'
import type { Db } from '../db/connect.ts'
import { inScope, readInScope, type RowScope } from '../db/row-scope.ts'
import type { Database } from '../db/types.ts'
import type { Role } from '../domain/role.ts'
import { CodedError } from '../errors.ts'
import type { Grant } from './queries.ts'
import type { Sight } from './viewer.ts'

// The one place that knows what a viewer sees (invariant 6): whoever reads incidents or care asks here for the area.

/**
 * The areas that a viewer sees with all below, none inside another; null: the whole county, and what is not located. A
 * grant on an area that was retired is for nothing: it does not grow to what lies above. A grant on a unit is for no area.
 */
export function rootsOf(viewer: Sight, index: AreaIndex): AreaNode[] | null {
  if (viewer.grants.some(isForCounty)) return null
  const granted = viewer.grants.flatMap((grant) => areaOf(grant, index) ?? [])
  if (granted.some((area) => area === index.county)) return null
  const distinct = [...new Set(granted)]
  return distinct.filter((area) => !distinct.some((other) => other !== area && isInside(area, other)))
}

/**
 * The area that a request is about: the one of this code, without a code all that the viewer sees. Throws unknown_area,
 * out_of_scope, or invalid_input where the viewer sees several areas and names none.
 */
export function areaInScope(viewer: Sight, index: AreaIndex, code: string | undefined): AreaNode {
  const roots = rootsOf(viewer, index)
  if (roots === null) return knownArea(index, code)
  if (code === undefined) return onlyRoot(roots)
  const area = knownArea(index, code)
  if (roots.some((root) => isInside(area, root))) return area
  throw new CodedError('out_of_scope', `You do not see the area "${code}"${listed(roots)}.`)
}

/** The area that columns are about; null: everything, also what is not located or where there is no county yet. */
export function listedArea(viewer: Sight, index: AreaIndex, code: string | undefined): AreaNode | null {
  if (code === undefined && rootsOf(viewer, index) === null) return null
  return areaInScope(viewer, index, code)
}

/**
 * Refuses who does not see the whole county. With the boundaries of another release an area holds incidents of others, which
 * only they may see.
 */
export function requireCounty(viewer: Sight, index: AreaIndex): void {
  if (rootsOf(viewer, index) !== null)
    throw new CodedError(
      'out_of_scope',
      'Incidents by the boundaries of a release are for those who see the whole county.',
    )
}

/** What a list is about: as `listedArea`, or for people of units what their units have, in one area or anywhere. */
export function listedScope(
  viewer: Sight,
  index: AreaIndex,
  code: string | undefined,
): { area: AreaNode | null; unitIds: readonly number[] | null } {
  const unitIds = viewer.grants.flatMap(({ unit }) => unit?.id ?? [])
  if (unitIds.length === 0 || rootsOf(viewer, index)?.length !== 0)
    return { area: listedArea(viewer, index, code), unitIds: null }
  return { area: code === undefined ? null : knownArea(index, code), unitIds }
}

/** Where an incident is: the area that it happened in, null when not located, and the unit that has it, if any. */
export type Whereabouts = { areaId: number | null; unit: { id: number; areaId: number | null } | null }

/** Whether a viewer sees an incident: it happened where they look, or a unit of theirs has it. */
export function sees(viewer: Sight, index: AreaIndex, at: Whereabouts): boolean {
  return rolesAt(viewer, index, at).size > 0 || worksFor(viewer, index, at)
}

/** The roles that a viewer has where an incident happened; a manager also has theirs where the township's unit was sent. */
export function rolesAt(viewer: Sight, index: AreaIndex, { areaId }: Whereabouts): Set<Role> {
  const area = areaId === null ? null : index.heirOf(areaId)
  const reaching = viewer.grants.filter((grant) => {
    if (isForCounty(grant)) return true
    const granted = areaOf(grant, index)
    // The county's own area holds also what is not located.
    return granted !== null && (granted === index.county || (area !== null && isInside(area, granted)))
  })
  return new Set(reaching.map(({ role }) => role))
}

/** Whether a viewer works for the unit that has an incident: as one of its people, or as manager of its township. */
export function worksFor(viewer: Sight, index: AreaIndex, { unit }: Whereabouts): boolean {
  if (unit === null) return false
  const home = unit.areaId === null ? null : index.byId(unit.areaId)
  return viewer.grants.some((grant) => {
    if (grant.unit !== null) return grant.unit.id === unit.id
    const granted = areaOf(grant, index)
    return grant.role === 'manager' && home !== null && granted !== null && isInside(home, granted)
  })
}

/** What `sees` says, as the database is told it: the second line behind whoever forgot to ask. */
export function rowScope(viewer: Sight, index: AreaIndex): RowScope {
  const roots = rootsOf(viewer, index)
  if (roots === null) return 'county'
  const managed = viewer.grants.flatMap((grant) =>
    grant.role === 'manager' ? (areaOf(grant, index) ?? []) : [],
  )
  return {
    areaIds: roots.flatMap((root) => index.idsInside(root)),
    unitIds: viewer.grants.flatMap(({ unit }) => unit?.id ?? []),
    unitAreaIds: managed.flatMap((area) => index.idsInside(area)),
  }
}

type Who = { viewer: Sight; areas: AreaIndex }
type Work<Result> = (trx: Transaction<Database>) => Promise<Result>

/** Runs work in a transaction that sees only the incidents that the viewer sees. */
export function inViewersScope<Result>(db: Db, { viewer, areas }: Who, work: Work<Result>): Promise<Result> {
  return inScope(db, rowScope(viewer, areas), work)
}

/** The same for work that only reads. */
export function readInViewersScope<Result>(
  db: Db,
  { viewer, areas }: Who,
  work: Work<Result>,
): Promise<Result> {
  return readInScope(db, rowScope(viewer, areas), work)
}

function isForCounty({ areaId, unit }: Grant): boolean {
  return areaId === null && unit === null
}

function areaOf({ areaId }: Grant, index: AreaIndex): AreaNode | null {
  return areaId === null ? null : index.byId(areaId)
}

function onlyRoot(roots: readonly AreaNode[]): AreaNode {
  const [root, ...more] = roots
  if (root === undefined) throw new CodedError('out_of_scope', 'No area was granted to you.')
  if (more.length === 0) return root
  throw new CodedError('invalid_input', `"area" must name one of the areas that you see${listed(roots)}.`)
}

function listed(roots: readonly AreaNode[]): string {
  return roots.length === 0 ? '' : `: ${roots.map(({ code }) => code).join(', ')}`
}
