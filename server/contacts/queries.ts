import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Sealed } from '../secret/keyring.ts'

export async function insertSealed(trx: Db, incidentId: number, { keyId, sealed }: Sealed): Promise<void> {
  await trx
    .insertInto('reporter_contact')
    .values({ incident_id: incidentId, key_id: keyId, sealed })
    .execute()
}

export async function readSealed(db: Db, incidentId: number): Promise<Sealed | null> {
  const row = await db
    .selectFrom('reporter_contact')
    .select(['key_id as keyId', 'sealed'])
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  return row ?? null
}

export async function isThere(db: Db, incidentId: number): Promise<boolean> {
  const row = await db
    .selectFrom('reporter_contact')
    .select('incident_id')
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether an incident came to its end before a moment: since then no step has led to another state. */
const endedBefore = (moment: Date) => sql<boolean>`
  incident.state not in ('reported', 'accepted', 'dispatched', 'handling', 'verifying')
  and coalesce(incident.closed_at, (
    select max(event.at) from incident_event event
    where event.incident_id = incident.id and event.from_state is distinct from event.to_state
  ), incident.reported_at) < ${moment}::timestamptz`

/** Ids of incidents that ended before a moment and still have contact details, a page at a time. */
export async function readErasable(
  db: Db,
  { before, after, limit }: { before: Date; after: number; limit: number },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select incident.id
    from reporter_contact contact join incident on incident.id = contact.incident_id
    where contact.incident_id > ${after}::bigint and ${endedBefore(before)}
    order by incident.id
    limit ${limit}::int`.execute(db)
  return rows.map(({ id }) => id)
}

/** Erases the contact details of an incident that ended before a moment; false where there are none, or it has not. */
export async function deleteErasable(trx: Db, incidentId: number, before: Date): Promise<boolean> {
  const { rows } = await sql`
    delete from reporter_contact contact using incident
    where incident.id = contact.incident_id and incident.id = ${incidentId}::bigint and ${endedBefore(before)}
    returning 1`.execute(trx)
  return rows.length > 0
}

/** How many contact details are sealed with which key. */
export async function countByKey(db: Db): Promise<{ keyId: string; count: number }[]> {
  const { rows } = await sql<{ keyId: string; count: number }>`
    select key_id as "keyId", count(*)::int as count from reporter_contact group by key_id order by key_id`.execute(
    db,
  )
  return rows
}

/** Contact details that are sealed with some of these keys, a page at a time; nobody else changes them meanwhile. */
export async function readSealedWith(
  trx: Db,
  keyIds: readonly string[],
  { after, limit }: { after: number; limit: number },
): Promise<(Sealed & { incidentId: number })[]> {
  return trx
    .selectFrom('reporter_contact')
    .select(['incident_id as incidentId', 'key_id as keyId', 'sealed'])
    .where('incident_id', '>', after)
    .where('key_id', 'in', [...keyIds])
    .orderBy('incident_id')
    .limit(limit)
    .forUpdate()
    .execute()
}

export async function updateSealed(trx: Db, incidentId: number, { keyId, sealed }: Sealed): Promise<void> {
  await trx
    .updateTable('reporter_contact')
    .set({ key_id: keyId, sealed })
    .where('incident_id', '=', incidentId)
    .execute()
}
