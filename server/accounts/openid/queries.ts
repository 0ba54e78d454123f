import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

/** How long somebody may take at the provider. */
export const ATTEMPT_SECONDS = 600

/** What is remembered of somebody on the way to the provider, until they come back. */
export type Attempt = { nonce: string; codeVerifier: string; returnTo: string }

/** By what they are known again: the state that comes back, and the browser it comes from, both hashed. */
export type AttemptKey = { stateHash: string; browserHash: string }

export async function insertAttempt(
  db: Db,
  { stateHash, browserHash, nonce, codeVerifier, returnTo }: AttemptKey & Attempt,
): Promise<void> {
  // Who never came back would stay for ever.
  await sql`delete from openid_attempt where created_at < now() - make_interval(secs => ${ATTEMPT_SECONDS}::int)`.execute(
    db,
  )
  await db
    .insertInto('openid_attempt')
    .values({
      state_hash: stateHash,
      browser_hash: browserHash,
      nonce,
      code_verifier: codeVerifier,
      return_to: returnTo,
    })
    .execute()
}

/** What was remembered, and is now no more: nobody comes back twice. Null for what is unknown, over or another browser's. */
export async function takeAttempt(db: Db, { stateHash, browserHash }: AttemptKey): Promise<Attempt | null> {
  const { rows } = await sql<Attempt & { isOver: boolean }>`
    delete from openid_attempt where state_hash = ${stateHash} and browser_hash = ${browserHash}
    returning nonce, code_verifier as "codeVerifier", return_to as "returnTo",
      created_at < now() - make_interval(secs => ${ATTEMPT_SECONDS}::int) as "isOver"`.execute(db)
  const [attempt] = rows
  if (!attempt || attempt.isOver) return null
  const { nonce, codeVerifier, returnTo } = attempt
  return { nonce, codeVerifier, returnTo }
}

/** Whether an account is linked to this identity for good. */
export async function isBound(db: Db, issuer: string, subject: string): Promise<boolean> {
  const query = db.selectFrom('account_openid').select('account_id')
  return (
    (await query.where('issuer', '=', issuer).where('subject', '=', subject).executeTakeFirst()) !== undefined
  )
}

/** Links the account that waits for somebody of this name to them, for good; false when none waits. */
export async function bind(
  db: Db,
  { issuer, subject, claimed }: { issuer: string; subject: string; claimed: string },
): Promise<boolean> {
  const { rows } = await sql`
    update account_openid set issuer = ${issuer}, subject = ${subject}, bound_at = now()
    where claimed = ${claimed} and subject is null
      and not exists (select from account where account.id = account_id and demo)
    returning account_id`.execute(db)
  return rows.length > 0
}
