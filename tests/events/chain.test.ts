import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Db } from '../../server/db/connect.ts'
import { appendEvent, type NewEvent } from '../../server/events/append.ts'
import { runAuditCommand } from '../../server/events/command.ts'
import { readHead } from '../../server/events/queries.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { describeOnDatabases } from '../support/databases.ts'

const EVENT: NewEvent = {
  incidentId: 7,
  version: 2,
  action: 'dispatch',
  from: 'accepted',
  to: 'dispatched',
  actor: 'wang',
  actorRole: 'dispatcher',
  at: Date.UTC(2026, 2, 1),
  note: '“引号”与 emoji 🚧',
  data: { unit: 'roads', days: 3 },
}

const append = (db: Db, more: Partial<NewEvent> = {}) =>
  db.transaction().execute((trx) => appendEvent(trx, { ...EVENT, ...more }))

/** Changes rows as somebody with the database's own tools would. */
async function tamper(db: Db, statement: string): Promise<void> {
  await sql`alter table incident_event disable trigger incident_event_append_only`.execute(db)
  await sql.raw(statement).execute(db)
  await sql`alter table incident_event enable trigger incident_event_append_only`.execute(db)
}

describeOnDatabases('the chain of events', (database) => {
  it('has numbers without gaps, times that never run back, and links that hold', async () => {
    const { db } = database()
    expect(await verifyChain(db)).toEqual({ events: 0, fault: null })
    // A clock that was set back, and many writers at once.
    await append(db)
    await append(db, { at: EVENT.at - 3_600_000 })
    await Promise.all(Array.from({ length: 20 }, (_, i) => append(db, { incidentId: 100 + i })))
    await expect(
      db.transaction().execute(async (trx) => {
        await appendEvent(trx, EVENT)
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    const { rows } = await sql<{
      seq: number
      at: Date
    }>`select seq, at from incident_event order by seq`.execute(db)
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 22 }, (_, i) => i + 1))
    expect(new Set(rows.map(({ at }) => at.getTime()))).toEqual(new Set([EVENT.at]))
    expect(await verifyChain(db)).toEqual({ events: 22, fault: null })
    const printed: string[] = []
    await runAuditCommand(db, ['verify'], (line) => printed.push(line))
    await runAuditCommand(db, ['head'], (line) => printed.push(line))
    const { seq, hash } = await readHead(db)
    expect(printed).toEqual(['22 events, and every link holds.', `${seq} ${hash}`])
  })

  it.each(['update incident_event set note = null', 'delete from incident_event', 'truncate incident_event'])(
    'refuses %s',
    async (statement) => {
      await expect(sql.raw(statement).execute(database().db)).rejects.toThrow('append-only')
    },
  )

  const faults: [string, string, number, string][] = [
    ['a changed note', `update incident_event set note = 'x' where seq = 5`, 5, 'was changed'],
    ['a changed time', `update incident_event set at = at + interval '1 ms' where seq = 6`, 6, 'was changed'],
    ['changed data', `update incident_event set data = '{"unit": "police"}' where seq = 7`, 7, 'was changed'],
    ['a missing event', 'delete from incident_event where seq = 8', 9, 'event 8 is missing'],
    ['a missing end', 'delete from incident_event where seq = 22', 22, 'the last is 21'],
  ]
  it.each(faults)('shows %s', async (_, statement, seq, what) => {
    const { db } = database()
    await db
      .transaction()
      .execute(async (trx) => {
        await tamper(trx, statement)
        const { fault } = await verifyChain(trx)
        expect(fault?.seq).toBe(seq)
        expect(fault?.what).toContain(what)
        await expect(runAuditCommand(trx, ['verify'], () => {})).rejects.toThrow(`broken at event ${seq}`)
        throw new Error('undone')
      })
      .catch((error: Error) => expect(error.message).toBe('undone'))
    expect((await verifyChain(db)).fault).toBe(null)
  })
})
