import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { insertIncidents } from '../../server/incidents/insert.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { openServer } from '../support/server.ts'
import { at, incident, loadSmallCounty } from '../support/small-county.ts'
import { askAs, type Ask } from '../displays/wall-people.ts'

describeOnDatabases('participation', (database) => {
  let app: App
  let leader: Ask
  let manager: Ask
  let handler: Ask
  beforeAll(async () => {
    const { db } = database()
    const index = await loadSmallCounty(db)
    const day = (month: number, date: number) => new Date(Date.UTC(2026, month - 1, date, 4))
    const seen = (number: string, occurredAt: Date, more: object) =>
      incident(index, {
        number,
        source: 'public',
        occurredAt,
        dueAt: new Date(occurredAt.getTime() + 7 * 86_400_000),
        ...more,
      })
    await insertIncidents(db, [
      // Before the quarter: one, late.
      seen('P1', day(5, 1), { ...at(0.5, 0.5), state: 'closed', closedAt: day(6, 1) }),
      // In it, in A1a: in time; late; rejected, which is owed nothing.
      seen('P2', day(7, 1), { ...at(0.5, 0.5), state: 'closed', closedAt: day(7, 3) }),
      seen('P3', day(8, 1), { ...at(0.5, 0.5), state: 'closed', closedAt: day(8, 20) }),
      seen('P4', day(9, 30), { ...at(0.5, 0.5), state: 'rejected' }),
      // In B1a: still open, long overdue. Nowhere: not due for a long time.
      seen('P5', day(8, 1), { ...at(2.5, 0.5), state: 'handling' }),
      seen('P6', day(8, 2), { state: 'reported', dueAt: new Date('2099-01-01') }),
      // Not of the public; and of the quarter after it by the county's clock.
      seen('P7', day(8, 1), { ...at(0.5, 0.5), source: 'hotline', state: 'closed', closedAt: day(8, 2) }),
      seen('P8', new Date('2026-09-30T16:00:00Z'), { ...at(0.5, 0.5) }),
    ])
    await sql`update incident set rating = 'satisfied' where number = 'P2'`.execute(db)
    await sql`update incident set rating = 'neutral' where number = 'P3'`.execute(db)
    app = await openServer(db)
    leader = await askAs(app, db, 'leader')
    manager = await askAs(app, db, 'manager', 'A')
    handler = await askAs(app, db, 'display', 'A')
  })
  afterAll(() => app.close())
  const enter = (ask: Ask, village: string, month: string, body: object, version?: number) =>
    ask(
      'PUT',
      `/api/participation/counts/${village}/${month}`,
      body,
      version === undefined ? {} : { 'if-match': `"${version}"` },
    )

  it('is entered by managers for their villages, month by month, and changed from the version that was seen', async () => {
    const counts = { volunteers: 12, meetings: 2 }
    const entered = await enter(manager, 'A1', '2026-07', counts)
    expect(entered).toMatchObject({
      status: 200,
      body: { village: 'A1', month: '2026-07-01', ...counts, version: 1, enteredBy: 'a-manager' },
    })
    expect((await enter(manager, 'A1', '2026-07', counts)).code).toBe('precondition_required')
    const changed = await enter(manager, 'A1', '2026-07', { volunteers: 14, meetings: 2 }, 1)
    expect(changed).toMatchObject({ status: 200, body: { volunteers: 14, version: 2 } })
    expect((await enter(manager, 'A1', '2026-07', counts, 1)).code).toBe('stale')
    expect((await enter(manager, 'A1', '2026-08', counts, 1)).code).toBe('stale')
    expect((await enter(manager, 'B1', '2026-07', counts)).code).toBe('out_of_scope')
    expect((await enter(manager, 'A', '2026-07', counts)).code).toBe('invalid_input')
    expect((await enter(manager, 'A1', '2099-01', counts)).code).toBe('invalid_input')
    expect((await enter(manager, 'A1', '2026-09', { volunteers: -1, meetings: 0 })).code).toBe(
      'invalid_input',
    )
    expect((await enter(leader, 'A1', '2026-09', counts)).code).toBe('not_allowed')
    expect((await enter(manager, 'A2', '2026-05', { volunteers: 3, meetings: 1 })).status).toBe(200)
    const listed = await manager('GET', '/api/participation/counts?quarter=2026-Q3')
    expect(listed.body.items).toEqual([changed.body])
  })

  it('adds up by area, against the quarter before', async () => {
    const { body } = await leader('GET', '/api/participation?quarter=2026-Q3')
    expect(body).toMatchObject({
      quarter: '2026-Q3',
      before: '2026-Q2',
      running: false,
      area: 'C',
      level: 'township',
    })
    const [a, b] = body.rows
    expect(a).toMatchObject({
      code: 'A',
      households: 1200,
      now: {
        reports: 3,
        inTime: { numerator: 1, denominator: 2 },
        satisfied: { numerator: 1, denominator: 2 },
        volunteers: 14,
        meetings: 2,
        villageMonths: 1,
      },
      before: {
        reports: 1,
        inTime: { numerator: 0, denominator: 1 },
        volunteers: 3,
        meetings: 1,
        villageMonths: 1,
      },
    })
    expect(b.now).toMatchObject({
      reports: 1,
      inTime: { numerator: 0, denominator: 1 },
      volunteers: 0,
      villageMonths: 0,
    })
    // What is nowhere counts for the county, and is not due yet.
    expect(body.total.now).toMatchObject({
      reports: 5,
      inTime: { numerator: 1, denominator: 3 },
      volunteers: 14,
    })
    expect((await leader('GET', '/api/participation')).body.quarter).toMatch(/^20\d\d-Q[1-4]$/)
  })

  it('is shown where one looks, and not to displays', async () => {
    const own = await manager('GET', '/api/participation?quarter=2026-Q3')
    expect(own.body).toMatchObject({ area: 'A', level: 'village', total: { now: { reports: 3 } } })
    expect((await manager('GET', '/api/participation?area=B1')).code).toBe('out_of_scope')
    expect((await handler('GET', '/api/participation')).code).toBe('not_allowed')
  })
})
