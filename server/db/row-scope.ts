import { CompiledQuery, type Kysely, type Transaction } from 'kysely'
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

type Work<Result> = (trx: Transaction<Database>) => Promise<Result>

/**
 * Runs work in a transaction that sees of incidents, their events and photos only what the scope holds: the database
 * itself leaves out the rest (migrations/2026-11-25-0400-row-scope.sql). Nothing of incidents can be read without.
 */
export function inScope<Result>(db: Db, scope: RowScope, work: Work<Result>): Promise<Result> {
  return db.connection().execute(async (connection) => {
    const result = await runWork(connection, scope, work)
    await (
      await send(connection, 'commit')
    ).done
    return result
  })
}

/** The same for work that changes nothing, which is done before its transaction has ended. */
export function readInScope<Result>(db: Db, scope: RowScope, work: Work<Result>): Promise<Result> {
  return db.connection().execute(async (connection) => {
    const result = await runWork(connection, scope, work)
    await send(connection, 'commit')
    return result
  })
}

async function runWork<Result>(
  connection: Kysely<Database>,
  scope: RowScope,
  work: Work<Result>,
): Promise<Result> {
  const begun = await send(connection, `begin; ${enter(scope)}`)
  try {
    // Between begin and commit a connection is what a transaction is.
    const result = await work(connection as Transaction<Database>)
    await begun.done
    return result
  } catch (error) {
    const { done } = await send(connection, 'rollback')
    // Where this fails too, the connection is lost, and the transaction with it.
    await done.catch(() => {})
    throw error
  }
}

/**
 * Sends statements without waiting for them: what follows on the connection travels with them, so that a scope costs no
 * round trip. A fault is found where `done` is awaited; what was sent behind it has failed as well.
 */
async function send(connection: Kysely<Database>, statements: string): Promise<{ done: Promise<unknown> }> {
  return connection.getExecutor().provideConnection(async (raw) => {
    const done = raw.executeQuery(CompiledQuery.raw(statements))
    done.catch(() => {})
    return { done }
  })
}

/** One statement without parameters, all of it numbers and words of ours. */
function enter(scope: RowScope): string {
  const { areaIds, unitIds, unitAreaIds } = scope === 'county' ? NOWHERE : scope
  // Whoever the policies do not hold, as the embedded database's only role, becomes one whom they do.
  return `select
    set_config('wangge.scope', '${scope === 'county' ? 'county' : 'areas'}', true),
    set_config('wangge.areas', ${toArray(areaIds)}, true),
    set_config('wangge.units', array(select id from unit
      where id = any (${toArray(unitIds)}::integer[]) or area_id = any (${toArray(unitAreaIds)}::integer[]))::text, true),
    set_config('role', case when row_security_active('incident') then 'none' else coalesce(
      (select rolname::text from pg_roles where rolname = '${APPLICATION_ROLE}' and pg_has_role(oid, 'member')),
      'none') end, true)`
}

const toArray = (ids: readonly number[]): string => `'{${ids.map(Number).join()}}'`
