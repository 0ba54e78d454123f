import type { Transaction } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Database } from '../../db/types.ts'
import { StartError } from '../../errors.ts'
import { checkName, deleteSessions, insertAccount, type RoleAt } from '../manage.ts'

const LONGEST_CLAIM = 200

/** Adds an account without a password, whose owner signs in at the provider, where they are called `claimed`. */
export async function addOpenIdAccount(db: Db, name: string, claimed: string, at: RoleAt): Promise<void> {
  checkName(name)
  await db.transaction().execute(async (trx) => {
    await insertLink(trx, await insertAccount(trx, name, null, at), claimed)
  })
}

/**
 * Lets the owner of an account sign in at the provider, where they are called `claimed`. Where somebody was linked to it
 * already they are so no more, and the sessions end. Throws a StartError in plain words.
 */
export async function linkOpenId(db: Db, name: string, claimed: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { id, demo } = await readOwner(trx, name)
    if (demo) throw new StartError(`"${name}" is an account of the demonstration, which anybody may try.`)
    if (await removeLink(trx, id)) await deleteSessions(trx, id)
    await insertLink(trx, id, claimed)
  })
}

/** Lets nobody sign in to an account at the provider any more, and ends its sessions. */
export async function unlinkOpenId(db: Db, name: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { id } = await readOwner(trx, name)
    if (!(await removeLink(trx, id))) throw new StartError(`"${name}" does not sign in at the provider.`)
    await deleteSessions(trx, id)
  })
}

async function readOwner(trx: Transaction<Database>, name: string): Promise<{ id: number; demo: boolean }> {
  const row = await trx
    .selectFrom('account')
    .select(['id', 'demo'])
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new StartError(`There is no account "${name}".`)
  return row
}

async function insertLink(trx: Transaction<Database>, accountId: number, claimed: string): Promise<void> {
  if (claimed === '' || claimed.length > LONGEST_CLAIM || claimed !== claimed.trim()) {
    throw new StartError(
      `A name at the provider has 1 to ${LONGEST_CLAIM} characters, none of them a space at its ends, but it is ${JSON.stringify(claimed)}.`,
    )
  }
  const row = await trx
    .insertInto('account_openid')
    .values({ account_id: accountId, claimed })
    .onConflict((conflict) => conflict.column('claimed').doNothing())
    .returning('account_id')
    .executeTakeFirst()
  if (!row) throw new StartError(`Another account is linked to "${claimed}" at the provider already.`)
}

async function removeLink(trx: Transaction<Database>, accountId: number): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('account_openid')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
