import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from 'kysely'
import type { App } from '../../server/app-types.ts'
import type { Db } from '../../server/db/connect.ts'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, personOf, REPORT, type Person, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

// What one must not bring about alone, and what others bring about meanwhile or near by: it went wrong once, or was tried.

/** How many statements wait for a lock. */
async function countWaiting(db: Db): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return rows[0]!.waiting
}

describeOnDatabases('one among others', (database) => {
  let app: App
  let staff: Staff
  /** Works for the unit and verifies in the grid; and one who works for the unit and decides. */
  let both: Person
  let decider: Person
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    staff = await hireStaff(app, db)
    const handler = { role: 'handler', area: null, unit: 'roads' } as const
    both = personOf(app, 'both', await signedIn(db, 'both', [handler, { role: 'operator', area: 'A1a' }]))
    const granted = await signedIn(db, 'decider', [handler, { role: 'dispatcher', area: null }])
    decider = personOf(app, 'decider', granted)
  })
  afterAll(() => app.close())

  const handled = async (): Promise<number> => {
    const { id } = (await staff.operator.post('/api/incidents', REPORT)).body
    await staff.dispatcher.act(id, 'accept')
    await staff.dispatcher.act(id, 'dispatch', { data: { unit: 'roads' } })
    await staff.handler.act(id, 'start')
    return id
  }

  it('who handled it first could verify it once somebody else had done the rework', async () => {
    const id = await handled()
    await both.act(id, 'feedback', { note: '已修补' })
    await staff.dispatcher.act(id, 'fail', { note: '还有坑' })
    await staff.handler.act(id, 'feedback', { note: '再次修补' })
    const waits = async (person: Person) =>
      (await person.get('/api/queue')).body.items.some((item: { id: number }) => item.id === id)
    expect([await waits(both), await waits(staff.operator)]).toEqual([false, true])
    expect((await both.get(`/api/incidents/${id}/life`)).body.actions).not.toContain('pass')
    expect((await both.act(id, 'pass')).body.error?.code).toBe('not_allowed')
    expect((await staff.operator.act(id, 'pass')).body.state).toBe('closed')
    // Opened again, the work begins anew: who handled it then may verify what others do now.
    await staff.dispatcher.act(id, 'reopen', { note: '又塌了' })
    await staff.dispatcher.act(id, 'dispatch', { data: { unit: 'roads' } })
    await staff.handler.act(id, 'start')
    await staff.handler.act(id, 'feedback', { note: '好了' })
    expect((await both.act(id, 'pass')).body.state).toBe('closed')
  })

  it('nobody decides on the own request, by whatever other role, also not in bulk', async () => {
    const id = await handled()
    const { version } = (await decider.act(id, 'requestExtension', { note: '等材料', data: { days: 1 } }))
      .body
    for (const action of ['approve', 'refuse']) {
      expect((await decider.act(id, action, { note: 'x' })).body.error?.code).toBe('not_allowed')
      const bulk = { items: [{ id, version }], action, note: 'x' }
      const { body } = await decider.post('/api/incidents/actions', bulk)
      expect(body.items[0].error.code).toBe('not_allowed')
    }
    expect((await staff.handler.act(id, 'withdraw')).body.error?.code).toBe('not_allowed')
    expect((await decider.act(id, 'withdraw')).body.request).toBe(null)
  })

  it('two dispatchers at once made two incidents duplicates of each other', async () => {
    const { db, kind } = database()
    const [one, other] = await Promise.all([1, 2].map(() => staff.operator.post('/api/incidents', REPORT)))
    const mark = (person: Person, from: typeof one, to: typeof one) =>
      person.post(
        `/api/incidents/${from!.body.id}/actions`,
        { action: 'markDuplicate', data: { original: to!.body.number } },
        { 'if-match': '"1"' },
      )
    const both = () => Promise.all([mark(staff.dispatcher, one, other), mark(staff.dispatcher2, other, one)])
    // On PostgreSQL neither commits before both have read: the end of the chain is held until two wait for something.
    const { asked } =
      kind === 'pglite'
        ? { asked: both() }
        : await db.transaction().execute(async (trx) => {
            await sql`select from event_head for update`.execute(trx)
            const waiting = both()
            await expect.poll(() => countWaiting(db)).toBe(2)
            return { asked: waiting }
          })
    const answers = await asked
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400])
  })

  it('five incidents of a neighbour hid the one that may be the same', async () => {
    const place = { lon: 114.00995, lat: 37.0055 }
    const mine = (await staff.operator.post('/api/incidents', { ...REPORT, ...place, lon: 114.0097 })).body
    for (let i = 0; i < 5; i += 1) {
      await staff.dispatcher.post('/api/incidents', { ...REPORT, ...place, lon: 114.01005 })
    }
    const { body } = await staff.operator.get('/api/similar?lon=114.00998&lat=37.0055&category=0402')
    expect(body.items.map(({ id }: { id: number }) => id)).toEqual([mine.id])
  })
})
