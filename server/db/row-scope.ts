import { sql, type Transaction } from 'kysely'
import { APPLICATION_ROLE } from './application-role.ts'
import type { Db } from './connect.ts'
import type { Database } from './types.ts'

/** Which incidents a transaction sees: all, or those that happened in some areas or that some units have. */
export type RowScope =
  | 'county'
  | {
      /** With all areas below them, and retired ones whose incidents count there. */
      areaIds: readonly number[]
      unitIds: readonly number[]
      /** The units of these areas too. */
      unitAreaIds: readonly number[]
    }

const NOWHERE = { areaIds: [], unitIds: [], unitAreaIds: [] }

/**
 * Runs work in a transaction that sees of incidents, their events and photos only what the scope holds: the database
 * itself leaves out the rest (migrations/2026-11-25-0400-row-scope.sql). Nothing of incidents can be read without.
 */
export function inScope<Result>(
  db: Db,
  scope: RowScope,
  work: (trx: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  return db.transaction().execute(async (trx) => {
    await enterScope(trx, scope)
    return work(trx)
  })
}

async function enterScope(trx: Transaction<Database>, scope: RowScope): Promise<void> {
  // Whoever the policies do not hold, as the embedded database's only role, becomes one whom they do.
  const role = sql`set_config('role', case when row_security_active('incident') then 'none' else
    coalesce((select rolname::text from pg_roles where rolname = ${APPLICATION_ROLE} and pg_has_role(oid, 'member')), 'none') end, true)`
  const { areaIds, unitIds, unitAreaIds } = scope === 'county' ? NOWHERE : scope
  const units = sql`array(select id from unit where id = any (${toArray(unitIds)}::int[])
    or area_id = any (${toArray(unitAreaIds)}::int[]))`
  await sql`select set_config('wangge.scope', ${scope === 'county' ? 'county' : 'areas'}, true),
    set_config('wangge.areas', ${toArray(areaIds)}, true), set_config('wangge.units', ${units}::text, true), ${role}`.execute(
    trx,
  )
}

const toArray = (ids: readonly number[]): string => `{${ids.join()}}`
