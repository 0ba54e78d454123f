import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'

export type UploadState = { size: number; received: number }

/** Begins an upload of an account; one of this id and size that there is already goes on. Throws invalid_input. */
export async function beginUpload(db: Db, accountId: number, id: string, size: number): Promise<UploadState> {
  await db
    .insertInto('upload')
    .values({ id, account_id: accountId, size_bytes: size })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  const state = await readUpload(db, accountId, id)
  if (state?.size === size) return state
  throw new CodedError(
    'invalid_input',
    state === null
      ? 'Another upload has this id: make a new one at random.'
      : `The upload was begun with ${state.size} bytes, but now it has ${size}.`,
  )
}

/** How far an upload of an account has come; null when there is none. `lock`: nobody adds to it before the transaction ends. */
export async function readUpload(
  db: Db,
  accountId: number,
  id: string,
  lock = false,
): Promise<UploadState | null> {
  const { rows } = await sql<UploadState>`
    select size_bytes as size, (
      select coalesce(max(start + octet_length(body)), 0) from upload_part where upload_id = upload.id)::int as received
    from upload
    where id = ${id}::uuid and account_id = ${accountId}::int
    ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0] ?? null
}

/** The upload of an account. Throws unknown_upload. */
export async function ownUpload(db: Db, accountId: number, id: string, lock = false): Promise<UploadState> {
  const state = await readUpload(db, accountId, id, lock)
  if (state) return state
  throw new CodedError(
    'unknown_upload',
    `You have no upload of the id ${id}; one that was not finished ends after a week.`,
  )
}

/**
 * Adds a part that begins where the parts before it end; of one that begins before, only what is new. Throws unknown_upload,
 * upload_gap, or invalid_input where it goes beyond the size that was said.
 */
export function addPart(
  db: Db,
  accountId: number,
  { id, start, body }: { id: string; start: number; body: Buffer },
): Promise<UploadState> {
  return db.transaction().execute(async (trx) => {
    // The row first, then how far it has come: whoever waited sees what the other has added.
    await ownUpload(trx, accountId, id, true)
    const { size, received } = await ownUpload(trx, accountId, id)
    if (start > received) {
      throw new CodedError('upload_gap', `${received} bytes are here, but the part begins at ${start}.`, {
        received,
      })
    }
    const end = start + body.length
    if (end > size)
      throw new CodedError('invalid_input', `The upload has ${size} bytes, but the part ends at ${end}.`)
    if (end <= received) return { size, received }
    await trx
      .insertInto('upload_part')
      .values({ upload_id: id, start: received, body: body.subarray(received - start) })
      .execute()
    return { size, received: end }
  })
}

/** The whole file. Throws unknown_upload, or upload_gap where parts are still to come. */
export async function readWhole(db: Db, accountId: number, id: string): Promise<Buffer> {
  const { size, received } = await ownUpload(db, accountId, id)
  if (received < size)
    throw new CodedError('upload_gap', `Of ${size} bytes ${received} are here: send the rest first.`, {
      received,
    })
  const parts = await db
    .selectFrom('upload_part')
    .select('body')
    .where('upload_id', '=', id)
    .orderBy('start')
    .execute()
  return Buffer.concat(parts.map(({ body }) => body))
}
