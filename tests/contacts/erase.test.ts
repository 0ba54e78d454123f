import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { eraseContacts } from '../../server/contacts/erase-contacts.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { asServed, describeOnDatabases } from '../support/databases.ts'
import { hireStaff, REPORT, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { close, handled, PLANTED } from './planted.ts'

const DAY_MS = 86_400_000

describeOnDatabases('contact details, days after the end of their incident,', (database) => {
  let app: App
  let staff: Staff
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
  })
  beforeEach(async () => {
    await sql`delete from reporter_contact`.execute(database().db)
  })
  afterAll(() => app.close())

  /** As the job does it, so many days (and milliseconds) from now. */
  const eraseAfter = (days: number, more = 0) =>
    eraseContacts(asServed(database().db), { now: Date.now() + days * DAY_MS + more, days: 30 })
  const life = async (id: number) => (await staff.leader.get(`/api/incidents/${id}/life`)).body
  const reported = async (): Promise<number> =>
    (await staff.dispatcher.post('/api/incidents', { ...REPORT, contact: PLANTED })).body.id

  it('are erased, once, with a step on file that changes nothing else', async () => {
    const id = await handled(staff)
    await close(staff, id)
    expect(await eraseAfter(30, -60_000)).toBe(0)
    const before = await life(id)
    expect(before.hasContact).toBe(true)
    expect(await eraseAfter(30, 60_000)).toBe(1)
    expect(await eraseAfter(90)).toBe(0)
    const after = await life(id)
    expect(after).toMatchObject({ hasContact: false, mayReadContact: false, version: before.version })
    expect(after.steps.slice(0, -1)).toEqual(before.steps)
    expect(after.steps.at(-1)).toMatchObject({
      action: 'eraseContact',
      actor: 'wangge',
      role: 'rule',
      from: 'closed',
      to: 'closed',
      note: null,
      data: {},
    })
    expect((await verifyChain(database().db)).fault).toBe(null)
  })

  it('stay while it is open, however long, and when it is opened again before', async () => {
    const [open, again] = [await handled(staff), await handled(staff)]
    await close(staff, again)
    await staff.dispatcher.act(again, 'reopen', { note: '又塌了' })
    expect(await eraseAfter(1000)).toBe(0)
    expect((await life(again)).hasContact).toBe(true)
    await staff.dispatcher.act(again, 'dispatch', { data: { unit: 'roads' } })
    expect((await staff.handler.post(`/api/incidents/${again}/contact`, {})).body).toEqual(PLANTED)
    expect((await staff.handler.post(`/api/incidents/${open}/contact`, {})).body).toEqual(PLANTED)
  })

  it('are erased as well of what was rejected, void or a duplicate, counted from then', async () => {
    const { dispatcher, dispatcher2 } = staff
    const [rejected, voided, duplicate] = [await reported(), await reported(), await reported()]
    const original = (await dispatcher.post('/api/incidents', REPORT)).body.number
    await dispatcher.act(rejected, 'reject', { note: 'x' })
    await dispatcher.act(voided, 'requestVoid', { note: 'x' })
    await dispatcher2.act(voided, 'approve')
    await dispatcher.act(duplicate, 'markDuplicate', { data: { original } })
    // Steps take their time from the chain, which never runs backwards: other tests were in times to come.
    const { at } = await database().db.selectFrom('event_head').select('at').executeTakeFirstOrThrow()
    const late = at.getTime() - Date.now()
    expect(await eraseAfter(30, late - 60_000)).toBe(0)
    expect(await eraseAfter(30, late + 60_000)).toBe(3)
    for (const id of [rejected, voided, duplicate]) {
      const { hasContact, steps } = await life(id)
      expect([hasContact, steps.at(-1).action]).toEqual([false, 'eraseContact'])
    }
  })

  it('go with their incident', async () => {
    const id = await reported()
    await sql`delete from incident where id = ${id}`.execute(database().db)
    const left = await database().db.selectFrom('reporter_contact').selectAll().execute()
    expect(left).toEqual([])
  })

  it('are erased once by several processes at the same time', async () => {
    const ids = []
    for (let i = 0; i < 12; i += 1) {
      const id = await reported()
      await staff.dispatcher.act(id, 'reject', { note: 'x' })
      ids.push(id)
    }
    const { seq } = await database().db.selectFrom('event_head').select('seq').executeTakeFirstOrThrow()
    const erased = await Promise.all([1, 2, 3, 4].map(() => eraseAfter(1000)))
    expect(erased.reduce((sum, count) => sum + count, 0)).toBe(12)
    const rows = await database()
      .db.selectFrom('incident_event')
      .select(['incident_id', 'action'])
      .where('seq', '>', seq)
      .execute()
    expect(rows.map(({ action }) => action)).toEqual(Array(12).fill('eraseContact'))
    expect(rows.map((row) => row.incident_id).toSorted()).toEqual(ids.toSorted())
    expect((await verifyChain(database().db)).fault).toBe(null)
  })

  it('are kept or erased, but never erased of an incident that was opened again at that moment', async () => {
    const ids = []
    for (let i = 0; i < 6; i += 1) {
      const id = await handled(staff)
      await close(staff, id)
      ids.push(id)
    }
    const [, ...reopened] = await Promise.all([
      eraseAfter(31),
      ...ids.map((id) => staff.dispatcher.act(id, 'reopen', { note: 'x' })),
    ])
    for (const [i, id] of ids.entries()) {
      expect(reopened[i]!.status).toBe(200)
      const { steps, hasContact } = await life(id)
      const order = steps.map(({ action }: { action: string }) => action)
      const erasedAt = order.indexOf('eraseContact')
      expect(hasContact).toBe(erasedAt < 0)
      expect(erasedAt).toBeLessThan(order.indexOf('reopen'))
    }
  })
})
