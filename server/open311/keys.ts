import { sql } from 'kysely'
import { hashToken, newToken } from '../accounts/token.ts'
import type { Db } from '../db/connect.ts'
import { StartError } from '../errors.ts'
import { noteWith, type Doer } from '../events/note-event.ts'
import { Open311Error } from './open311-error.ts'

const LONGEST_NAME = 100

export type ListedKey = {
  id: number
  name: string
  madeBy: string
  madeAt: Date
  /** The last day that it filed something. */
  usedOn: string | null
  revokedBy: string | null
  revokedAt: Date | null
}

/** Makes a key for an app of this name, which is told it this once. Throws a StartError in plain words. */
export async function addKey(db: Db, doer: Doer, given: string): Promise<string> {
  const name = given.trim()
  // oxlint-disable-next-line no-control-regex
  if (name === '' || name.length > LONGEST_NAME || /[\u0000-\u001f]|\p{Cs}/u.test(name))
    throw new StartError(
      `A key is for an app with a name of 1 to ${LONGEST_NAME} characters, to be known by.`,
    )
  const key = `wg311_${newToken()}`
  await db.transaction().execute(async (trx) => {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('open311_key')
      .values({ name, key_hash: hashToken(key), made_by: doer.name })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n)
      throw new StartError(`There is or was a key for "${name}": take another name.`)
    await noteWith(trx, doer, 'open311', { key: name, what: 'made' })
  })
  return key
}

/** All keys, those that open nothing any more last. */
export async function listKeys(db: Db): Promise<ListedKey[]> {
  const { rows } = await sql<ListedKey>`
    select id, name, made_by as "madeBy", made_at as "madeAt", used_on::text as "usedOn", revoked_by as "revokedBy",
      revoked_at as "revokedAt"
    from open311_key order by revoked_at is not null, id`.execute(db)
  return rows
}

/** Ends a key at once. Throws a StartError where there is none that is alive. */
export async function revokeKey(db: Db, doer: Doer, id: number): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('open311_key')
      .set({ revoked_by: doer.name, revoked_at: new Date() })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning('name')
      .executeTakeFirst()
    if (!row) throw new StartError(`There is no key ${id} that is alive.`)
    await noteWith(trx, doer, 'open311', { key: row.name, what: 'revoked' })
    return row.name
  })
}

/** The app that holds a key; null where it opens nothing. */
export async function holderOf(
  db: Db,
  key: string,
): Promise<{ id: number; name: string; usedOn: string | null } | null> {
  const row = await db
    .selectFrom('open311_key')
    .select(['id', 'name', sql<string | null>`used_on::text`.as('usedOn')])
    .where('key_hash', '=', hashToken(key))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** The app that holds a key, noted as used on this day of the county (like 2026-11-26). Throws 403, as the specification says. */
export async function appOfKey(db: Db, key: string | null, today: string): Promise<string> {
  if (key === null)
    throw new Open311Error(403, 'api_key is missing: the administrators of this server give one.')
  const holder = await holderOf(db, key)
  if (holder === null) throw new Open311Error(403, 'api_key is not known here, or was revoked.')
  if (holder.usedOn !== today)
    await sql`update open311_key set used_on = ${today}::text::date where id = ${holder.id}`.execute(db)
  return holder.name
}
