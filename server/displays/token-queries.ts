import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

/** A display as its token stands for it. */
export type KnownDisplay = {
  id: number
  name: string
  areaId: number
  tokenHash: string
  tokenAt: Date
  /** Changes with whatever it is told to show. */
  plan: string
}

const DISPLAY = sql`
  select display.id, display.name, area_id as "areaId", token_hash as "tokenHash", token_at as "tokenAt",
    md5(row(display.name, area_id, tour_id, tour.version, language, theme, sound, pin, pinned_at, pinned_until)::text) as plan
  from display left join tour on tour.id = display.tour_id`

/** The display with this token, or with it as the one of before; null when there is none: it was never paired, or was turned off. */
export async function readDisplay(db: Db, tokenHash: string): Promise<KnownDisplay | null> {
  const { rows } =
    await sql<KnownDisplay>`${DISPLAY} where ${tokenHash} in (token_hash, former_hash)`.execute(db)
  return rows[0] ?? null
}

/** A display that is known already, as it is now; null once it was turned off. */
export async function readDisplayAgain(db: Db, id: number): Promise<KnownDisplay | null> {
  const { rows } = await sql<KnownDisplay>`${DISPLAY} where display.id = ${id}::int`.execute(db)
  return rows[0] ?? null
}

/** A display has come: notes when, and what program it runs where it says so. */
export async function noteSeen(db: Db, id: number, build: string | null): Promise<void> {
  await sql`update display set seen_at = now(), build = coalesce(${build}, build) where id = ${id}::int`.execute(
    db,
  )
}

/**
 * Gives a display another token, once for a display as it was read; `held`, the one that it came with, is taken until it has come
 * with the new one. False where another request of it was faster.
 */
export async function renewToken(
  db: Db,
  { id, tokenHash }: { id: number; tokenHash: string },
  { held, next }: { held: string; next: string },
): Promise<boolean> {
  const { rows } = await sql`
    update display set former_hash = ${held}, token_hash = ${next}, token_at = now()
    where id = ${id}::int and token_hash = ${tokenHash} returning id`.execute(db)
  return rows.length > 0
}

/** The display has come with the token that it has now: the one of before is nothing any more. */
export async function forgetFormer(
  db: Db,
  { id, tokenHash }: { id: number; tokenHash: string },
): Promise<void> {
  await sql`
    update display set former_hash = null
    where id = ${id}::int and token_hash = ${tokenHash} and former_hash is not null`.execute(db)
}

export type KnownPairing = { code: string; expiresAt: Date; displayId: number | null }

export async function readPairing(db: Db, secretHash: string): Promise<KnownPairing | null> {
  const row = await db
    .selectFrom('display_pairing')
    .select(['code', 'expires_at as expiresAt', 'display_id as displayId'])
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst()
  return row ?? null
}

/** Begins a pairing; false where another screen has the code. Those that have expired go. */
export async function addPairing(
  db: Db,
  { code, secretHash, expiresAt }: { code: string; secretHash: string; expiresAt: Date },
): Promise<boolean> {
  await sql`delete from display_pairing where expires_at < now()`.execute(db)
  const added = await db
    .insertInto('display_pairing')
    .values({ code, secret_hash: secretHash, expires_at: expiresAt, display_id: null })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('code')
    .executeTakeFirst()
  return added !== undefined
}

/** Ends a pairing with the token of its display; false where another request of the screen did so, or the display is no more. */
export async function takePairing(db: Db, pairing: KnownPairing, tokenHash: string): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('display_pairing')
      .where('code', '=', pairing.code)
      .where('display_id', '=', pairing.displayId)
      .executeTakeFirst()
    if (numDeletedRows === 0n || pairing.displayId === null) return false
    const { rows } = await sql<{ id: number }>`
      update display set token_hash = ${tokenHash}, token_at = now(), seen_at = now()
      where id = ${pairing.displayId}::int returning id`.execute(trx)
    return rows.length > 0
  })
}
