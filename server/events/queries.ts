import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { EventContent } from './hash.ts'

export type EventRow = EventContent & { previous: string; hash: string }

/** Events behind a number, in order. */
export async function readEventsAfter(db: Db, seq: number, limit: number): Promise<EventRow[]> {
  const { rows } = await sql<Omit<EventRow, 'at'> & { at: Date }>`
    select seq, incident_id as "incidentId", version, action, from_state as "from", to_state as "to", actor,
      actor_role as "actorRole", at, note, data, prev_hash as previous, hash
    from incident_event where seq > ${seq}::bigint order by seq limit ${limit}::int`.execute(db)
  return rows.map((row) => ({ ...row, at: row.at.getTime() }))
}

/** The end of the chain: the number and hash of the last event; 0 and zeros where there is none. */
export async function readHead(db: Db): Promise<{ seq: number; hash: string }> {
  return db.selectFrom('event_head').select(['seq', 'hash']).executeTakeFirstOrThrow()
}
