import { sql, type Transaction } from 'kysely'
import type { Database } from '../db/types.ts'
import { hashEvent, type EventContent } from './hash.ts'

export type NewEvent = Omit<EventContent, 'seq'>

/** The channel on which PostgreSQL wakes whoever waits for events; it carries nothing. */
export const EVENT_CHANNEL = 'wangge_event'

/**
 * Adds an event to the chain, in the transaction that changes the incident. The end of the chain is locked until that
 * commits: numbers have no gaps and come in the order of the commits, so that a reader who has seen one has seen all before
 * it. Times never run backwards, whatever a clock does. Returns the event's number.
 */
export async function appendEvent(trx: Transaction<Database>, event: NewEvent): Promise<number> {
  const head = await trx
    .selectFrom('event_head')
    .select(['seq', 'hash', 'at'])
    .forUpdate()
    .executeTakeFirstOrThrow()
  const content = { ...event, seq: head.seq + 1, at: Math.max(event.at, head.at.getTime()) }
  const hash = hashEvent(head.hash, content)
  const at = new Date(content.at)
  await sql`
    insert into incident_event (seq, incident_id, version, action, from_state, to_state, actor, actor_role, at, note,
      data, prev_hash, hash)
    values (${content.seq}::bigint, ${event.incidentId}::bigint, ${event.version}::int, ${event.action}, ${event.from},
      ${event.to}, ${event.actor}, ${event.actorRole}, ${at}::timestamptz, ${event.note},
      ${JSON.stringify(event.data)}::text::jsonb, ${head.hash}, ${hash})`.execute(trx)
  await trx.updateTable('event_head').set({ seq: content.seq, hash, at }).execute()
  await sql`select pg_notify(${EVENT_CHANNEL}, '')`.execute(trx)
  return content.seq
}
