import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { codeOfBytes, readTrackingCode } from '../domain/public/tracking-code.ts'
import { CodedError } from '../errors.ts'

/** What a code stands for: an incident that its holder reported, or follows. */
export type Tracked = { incidentId: number; kind: 'report' | 'follow' }

/** What was sent, by which it is known when it comes again: the key that the sender chose, and a hash of the rest. */
export type Sent = { key: string | null; bodyHash: string }

/**
 * Makes a code for an incident and keeps its hash. From a key and a salt of ours, so that sending again under the key gives the same code
 * although it is kept nowhere; without a key it is drawn.
 */
export async function giveCode(
  trx: Db,
  { incidentId, kind }: Tracked,
  { key, bodyHash }: Sent,
): Promise<string> {
  const salt = randomBytes(16).toString('hex')
  const code = codeFrom(salt, key ?? randomBytes(16).toString('hex'))
  await trx
    .insertInto('tracking')
    .values({
      code_hash: hashOf(code),
      incident_id: incidentId,
      kind,
      key_hash: key === null ? null : hashOf(key),
      salt,
      body_hash: bodyHash,
    })
    .execute()
  return code
}

/**
 * The incident and the code of what was sent under this key before; null the first time. Of two that come at once, the second waits
 * here for the transaction of the first. Throws key_reused where something else was sent under it.
 */
export async function codeOfKey(
  trx: Db,
  { key, bodyHash }: Sent,
): Promise<{ incidentId: number; code: string } | null> {
  if (key === null) return null
  const keyHash = hashOf(key)
  await sql`select pg_advisory_xact_lock(hashtextextended(${`public ${keyHash}`}, 0))`.execute(trx)
  const row = await trx
    .selectFrom('tracking')
    .select(['incident_id', 'salt', 'body_hash'])
    .where('key_hash', '=', keyHash)
    .executeTakeFirst()
  if (!row) return null
  if (row.body_hash !== bodyHash)
    throw new CodedError('key_reused', 'This Idempotency-Key was used for another report; take a new one.')
  return { incidentId: row.incident_id, code: codeFrom(row.salt, key) }
}

/** What a code stands for. Throws unknown_code, for a mistyped one as for one that is no more. */
export async function trackedBy(db: Db, typed: string): Promise<Tracked> {
  const code = readTrackingCode(typed)
  const row =
    code === null
      ? undefined
      : await db
          .selectFrom('tracking')
          .select(['incident_id as incidentId', 'kind'])
          .where('code_hash', '=', hashOf(code))
          .executeTakeFirst()
  if (row) return row
  throw new CodedError('unknown_code', 'No report has this code: it has 16 letters and digits.')
}

function codeFrom(salt: string, key: string): string {
  return codeOfBytes(createHash('sha256').update(`tracking code ${salt} ${key}`).digest())
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
