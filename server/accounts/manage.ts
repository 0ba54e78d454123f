import { sql, type Transaction } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import { extentOf, type Role } from '../domain/role.ts'
import { PROGRAM_NAME, PUBLIC_NAME } from '../domain/program-name.ts'
import { StartError } from '../errors.ts'
import { hashPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password.ts'

/** A role and where: the code of an area or of a unit; neither for the whole county. */
export type RoleAt = { role: Role; area: string | null; unit?: string | null }

const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/

/** Adds an account with one role. Throws a StartError in plain words when something does not fit; nothing is half done. */
export async function addAccount(db: Db, name: string, password: string, at: RoleAt): Promise<void> {
  checkName(name)
  const hash = await checkedHash(password)
  await db.transaction().execute((trx) => insertAccount(trx, name, hash, at))
}

/** Throws a StartError for what is no name of an account. */
export function checkName(name: string): void {
  if (!NAME.test(name)) {
    throw new StartError(
      `A name is up to 63 small letters, digits, dots, dashes and underscores, but it is ${JSON.stringify(name)}.`,
    )
  }
  if (name === PROGRAM_NAME)
    throw new StartError(
      `"${PROGRAM_NAME}" stands for the program in the chain of events: take another name.`,
    )
  if (name === PUBLIC_NAME)
    throw new StartError(
      `"${PUBLIC_NAME}" stands for people without an account in the chain of events: take another name.`,
    )
}

/** Writes a new account with one role; within a transaction, for the role may not fit. Without a hash no password opens it. */
export async function insertAccount(
  trx: Transaction<Database>,
  name: string,
  passwordHash: string | null,
  at: RoleAt,
): Promise<number> {
  const row = await trx
    .insertInto('account')
    .values({ name, password_hash: passwordHash })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) throw new StartError(`There is an account "${name}" already.`)
  await insertGrant(trx, row.id, at)
  return row.id
}

export async function grant(db: Db, name: string, at: RoleAt): Promise<void> {
  await insertGrant(db, await accountId(db, name), at)
}

/** Takes a role. The last administrator keeps theirs: nobody could give it back. */
export async function revoke(db: Db, name: string, at: RoleAt): Promise<void> {
  const id = await accountId(db, name)
  if (at.role === 'administrator' && (await countAdministrators(db)) === 1) {
    throw new StartError(`"${name}" is the last administrator: make another one first.`)
  }
  const { numDeletedRows } = await db
    .deleteFrom('account_grant')
    .where('account_id', '=', id)
    .where('role', '=', at.role)
    .where('area_id', 'is not distinct from', await areaId(db, at.area, true))
    .where('unit_id', 'is not distinct from', await unitId(db, at.unit ?? null))
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new StartError(`"${name}" is not ${describeRole(at)}.`)
}

/** A new password ends all sessions: whoever had the old one is out. */
export async function setPassword(db: Db, name: string, password: string): Promise<void> {
  const id = await accountId(db, name)
  const hash = await checkedHash(password)
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('account')
      .set({ password_hash: hash, failures: 0, locked_until: null })
      .where('id', '=', id)
      .execute()
    await deleteSessions(trx, id)
  })
}

/** Ends all sessions of an account, at once; returns how many there were. */
export async function endSessions(db: Db, name: string): Promise<number> {
  return deleteSessions(db, await accountId(db, name))
}

export async function deleteSessions(db: Db, id: number): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('session').where('account_id', '=', id).executeTakeFirst()
  return Number(numDeletedRows)
}

async function checkedHash(password: string): Promise<string> {
  const { length } = password
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
    throw new StartError(
      `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters, but this one has ${length}.`,
    )
  }
  return hashPassword(password)
}

export async function accountId(db: Db, name: string): Promise<number> {
  const row = await db.selectFrom('account').select('id').where('name', '=', name).executeTakeFirst()
  if (!row) throw new StartError(`There is no account "${name}".`)
  return row.id
}

/** The area of a code; what was granted on one that is no more can still be revoked. */
async function areaId(db: Db, code: string | null, mayBeRetired = false): Promise<number | null> {
  if (code === null) return null
  let query = db.selectFrom('area').select('id').where('code', '=', code)
  if (!mayBeRetired) query = query.where('retired_at', 'is', null)
  const row = await query.executeTakeFirst()
  if (!row) throw new StartError(`No area has the code "${code}".`)
  return row.id
}

async function countAdministrators(db: Db): Promise<number> {
  const rows = await db.selectFrom('account_grant').select('id').where('role', '=', 'administrator').execute()
  return rows.length
}

async function unitId(db: Db, code: string | null): Promise<number | null> {
  if (code === null) return null
  const row = await db.selectFrom('unit').select('id').where('code', '=', code).executeTakeFirst()
  if (!row) throw new StartError(`No unit has the code "${code}".`)
  return row.id
}

/** What a grant must name, for the person at the terminal. */
const EXTENT_HINTS = {
  county: 'is for the whole county, and takes no area and no unit',
  area: 'needs an area, and no unit',
  unit: 'needs a unit, and no area',
} as const

async function insertGrant(db: Db, account: number, { role, area, unit = null }: RoleAt): Promise<void> {
  const extent = extentOf(role)
  if ((extent === 'area') !== (area !== null) || (extent === 'unit') !== (unit !== null)) {
    throw new StartError(`The role ${role} ${EXTENT_HINTS[extent]}.`)
  }
  await sql`
    insert into account_grant (account_id, role, area_id, unit_id)
    values (${account}, ${role}, ${await areaId(db, area)}::int, ${await unitId(db, unit)}::int)
    on conflict do nothing`.execute(db)
}

/** A role in words: "operator of 130524". */
export function describeRole({ role, area, unit = null }: RoleAt): string {
  const place = area ?? unit
  return place === null ? role : `${role} of ${place}`
}
