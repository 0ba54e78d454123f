import { hashToken, newToken } from '../../accounts/token.ts'
import type { Db } from '../../db/connect.ts'
import { CodedError } from '../../errors.ts'

/** Makes a new key for an operator's tracker; an earlier one ends. Only its hash is kept. */
export async function makeTrackerKey(db: Db, operatorId: number): Promise<string> {
  const key = newToken()
  const values = { key_hash: hashToken(key), created_at: new Date() }
  await db
    .insertInto('tracker_key')
    .values({ operator_id: operatorId, ...values })
    .onConflict((conflict) => conflict.column('operator_id').doUpdateSet(values))
    .execute()
  return key
}

export async function endTrackerKey(db: Db, operatorId: number): Promise<void> {
  await db.deleteFrom('tracker_key').where('operator_id', '=', operatorId).execute()
}

/** Whose tracker has a key: an operator who has not left and has an account. Throws unauthenticated. */
export async function ownerOfKey(db: Db, key: string): Promise<{ operatorId: number; accountId: number }> {
  const row = await db
    .selectFrom('tracker_key')
    .innerJoin('operator', 'operator.id', 'tracker_key.operator_id')
    .select(['operator.id as operatorId', 'account_id as accountId'])
    .where('key_hash', '=', hashToken(key))
    .where('left_at', 'is', null)
    .executeTakeFirst()
  if (row && row.accountId !== null) return { operatorId: row.operatorId, accountId: row.accountId }
  throw new CodedError('unauthenticated', 'No tracker has this key: make a new one under /duty.')
}

/** The session of an operator in which a moment may lie: the one begun last before it. Null when there is none. */
export async function sessionAt(db: Db, operatorId: number, at: number): Promise<string | null> {
  const row = await db
    .selectFrom('duty_session')
    .select('id')
    .where('operator_id', '=', operatorId)
    .where('started_at', '<=', new Date(at))
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}
