import { sql, type Transaction } from 'kysely'
import { jsonRows } from '../db/geo.ts'
import type { Database } from '../db/types.ts'
import type { NewEvent } from './append.ts'
import { hashEvent } from './hash.ts'

const BATCH = 5000

/**
 * Adds many events at the end of the chain as `appendEvent` adds one, in the order that is given: it should be that of their times,
 * for times never run backwards. Wakes nobody: for what is loaded before anybody listens.
 */
export async function appendEvents(trx: Transaction<Database>, events: readonly NewEvent[]): Promise<void> {
  const head = await trx
    .selectFrom('event_head')
    .select(['seq', 'hash', 'at'])
    .forUpdate()
    .executeTakeFirstOrThrow()
  let { seq, hash } = head
  let at = head.at.getTime()
  const rows = events.map((event) => {
    seq += 1
    at = Math.max(at, event.at)
    const content = { ...event, seq, at }
    const previous = hash
    hash = hashEvent(previous, content)
    return { ...content, at: new Date(at).toISOString(), previous, hash }
  })
  for (let i = 0; i < rows.length; i += BATCH) {
    await sql`
      insert into incident_event (seq, incident_id, version, action, from_state, to_state, actor, actor_role, at, note,
        data, prev_hash, hash)
      select seq, "incidentId", version, action, "from", "to", actor, "actorRole", at, note, data, previous, hash
      from json_to_recordset(${jsonRows(rows.slice(i, i + BATCH))}) as row(seq bigint, "incidentId" bigint, version int,
        action text, "from" text, "to" text, actor text, "actorRole" text, at timestamptz, note text, data jsonb,
        previous text, hash text)`.execute(trx)
  }
  if (rows.length > 0)
    await trx
      .updateTable('event_head')
      .set({ seq, hash, at: new Date(at) })
      .execute()
}
