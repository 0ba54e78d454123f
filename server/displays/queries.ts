import { sql, type Transaction } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import type { Display, Pin } from './contract.ts'
import type { KeptPin } from './pin-now.ts'

type Trx = Transaction<Database>

/** A display as it is kept. */
export type DisplayRow = Omit<Display, 'pin' | 'pairedAt' | 'seenAt'> &
  KeptPin & {
    areaId: number
    pairedAt: Date
    seenAt: Date | null
  }

/** What is kept of what an administrator says of a display. */
export type KeptSettings = Pick<Display, 'name' | 'tour' | 'language' | 'theme' | 'sound'> & {
  areaId: number
}

const DISPLAY = sql`
  select display.id, display.name, area_id as "areaId", area.code as area, tour_id as tour, language, theme, sound, pin, pinned_by as "pinnedBy",
    pinned_at as "pinnedAt", pinned_until as "pinnedUntil", paired_by as "pairedBy", paired_at as "pairedAt",
    seen_at as "seenAt", build
  from display join area on area.id = area_id`

export async function readDisplays(db: Db): Promise<DisplayRow[]> {
  const { rows } = await sql<DisplayRow>`${DISPLAY} order by display.name collate "C"`.execute(db)
  return rows
}

/** The display of this id; others who want to change it wait until the transaction ends. Null: there is none. */
export async function lockDisplay(trx: Trx, id: number): Promise<DisplayRow | null> {
  const { rows } =
    await sql<DisplayRow>`${DISPLAY} where display.id = ${id}::int for no key update of display`.execute(trx)
  return rows[0] ?? null
}

/** Whether another display has this name. Held off by the lock `displays`. */
export async function isNameOfAnother(trx: Trx, name: string, id: number | null): Promise<boolean> {
  const { rows } = await sql`
    select from display where name = ${name}::text and id is distinct from ${id}::int`.execute(trx)
  return rows.length > 0
}

/** Whether there is a tour of this id; it stays until the transaction ends. */
export async function holdTour(trx: Trx, id: number): Promise<boolean> {
  const { rows } = await sql`select from tour where id = ${id}::int for key share`.execute(trx)
  return rows.length > 0
}

/** Keeps a display whose token nobody knows yet; gives its id. */
export async function insertDisplay(
  trx: Trx,
  { areaId, tour, ...settings }: KeptSettings,
  { pairedBy, tokenHash }: { pairedBy: string; tokenHash: string },
): Promise<number> {
  const { id } = await trx
    .insertInto('display')
    .values({ ...settings, area_id: areaId, tour_id: tour, paired_by: pairedBy, token_hash: tokenHash })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function updateDisplay(
  trx: Trx,
  id: number,
  { areaId, tour, ...settings }: KeptSettings,
): Promise<void> {
  await trx
    .updateTable('display')
    .set({ ...settings, area_id: areaId, tour_id: tour })
    .where('id', '=', id)
    .execute()
}

export async function deleteDisplay(trx: Trx, id: number): Promise<void> {
  await trx.deleteFrom('display').where('id', '=', id).execute()
}

/** Pins a scene; `minutes` null: until it is taken back. */
export async function writePin(
  trx: Trx,
  id: number,
  { area, layers, by, minutes }: Pick<Pin, 'area' | 'layers' | 'by'> & { minutes: number | null },
): Promise<void> {
  await sql`
    update display set pin = ${JSON.stringify({ area, layers })}::text::jsonb, pinned_by = ${by}::text, pinned_at = now(),
      pinned_until = now() + ${minutes}::int * interval '1 minute'
    where id = ${id}::int`.execute(trx)
}

export async function clearPin(trx: Trx, id: number): Promise<void> {
  await sql`
    update display set pin = null, pinned_by = null, pinned_at = null, pinned_until = null
    where id = ${id}::int`.execute(trx)
}

/** Whether a screen shows this code and waits for it; others who type it in wait until the transaction ends. */
export async function lockWaiting(trx: Trx, code: string): Promise<boolean> {
  const { rows } = await sql`
    select from display_pairing
    where code = ${code}::text and display_id is null and expires_at > now() for update`.execute(trx)
  return rows.length > 0
}

export async function markPaired(trx: Trx, code: string, displayId: number): Promise<void> {
  await trx.updateTable('display_pairing').set({ display_id: displayId }).where('code', '=', code).execute()
}
