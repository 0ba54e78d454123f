import { latLngToCell } from 'h3-js'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { gridCells } from '../../server/areas/grid-cells.ts'
import { endSessions, eraseOld } from '../../server/duty/end-and-erase.ts'
import { PositionDays } from '../../server/duty/positions/position-days.ts'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, personOf, REPORT, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty, rectangle } from '../support/small-county.ts'
import { ago, ask, beginDuty, countOf, dayAgo, link, MINUTE_MS, position, send } from './serving.ts'

const HOUR = 60

describeOnDatabases('duty', (database) => {
  let app: App
  let staff: Staff
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    staff = await hireStaff(app, db)
    await link(db, 'operator', 'OP1')
    await link(db, 'otheroperator', 'OP3')
  })
  // Each test begins with nobody on duty.
  beforeEach(() => sql.raw('delete from position; delete from duty_session').execute(database().db))
  afterAll(() => app.close())

  const stateOf = async (person = staff.operator) => (await person.get('/api/duty')).body
  const step = (id: string, what: string, minutesAgo: number) =>
    staff.operator.post(`/api/duty/sessions/${id}/steps`, { step: what, at: ago(minutesAgo) })

  it('knows whose grids they are, and nobody else', async () => {
    expect(await stateOf()).toMatchObject({
      operator: { code: 'OP1' },
      session: null,
      grids: [
        { code: 'A1a', role: 'lead', until: null },
        { code: 'A1b', role: 'lead', until: null },
      ],
    })
    expect((await staff.leader.get('/api/duty')).status).toBe(403)
  })

  it('gives who looks after a grid what happens there, for as long as they do', async () => {
    const seen = () => staff.otherOperator.get('/api/incidents?area=A2a')
    expect((await seen()).status).toBe(200)
    const { db } = database()
    await sql`update assignment set valid = daterange('2026-01-01', current_date - 1)
      where operator_id = (select id from operator where code = 'OP3')`.execute(db)
    expect((await seen()).status).toBe(403)
    await sql`update assignment set valid = daterange('2026-01-01', null)
      where operator_id = (select id from operator where code = 'OP3')`.execute(db)
  })

  it('begins when the operator begins it, and once under one id', async () => {
    const id = await beginDuty(staff.operator, 30)
    const again = await staff.operator.post('/api/duty/sessions', { id, startedAt: ago(20) })
    expect(again.status).toBe(201)
    const { session } = await stateOf()
    expect(again.body.startedAt).toBe(session.startedAt)
    expect(session).toMatchObject({ id, endedAt: null, pausedAt: null })
    expect(Date.parse(session.endsAt) - Date.parse(session.startedAt)).toBe(8 * HOUR * MINUTE_MS)
  })

  it('of an earlier session ends where another phone begins one', async () => {
    const first = await beginDuty(staff.operator, 30)
    const second = await beginDuty(staff.operator, 10)
    const state = await stateOf()
    expect(state.session.id).toBe(second)
    const late = await send(staff.operator, first, [position(15), position(5)])
    expect(late.body).toMatchObject({ taken: 1, refused: [{ index: 1, why: 'afterEnd' }] })
    // Told only now of one from before: the open one goes on.
    const before = await beginDuty(staff.operator, 40)
    expect((await stateOf()).session.id).toBe(second)
    expect((await send(staff.operator, before, [position(35), position(9)])).body).toMatchObject({
      taken: 1,
      refused: [{ index: 1, why: 'afterEnd' }],
    })
  })

  it.each([
    ['ahead of the clock', -10],
    ['of days that are being erased', 30 * 24 * HOUR],
  ])('does not begin %s', async (_, minutesAgo) => {
    const body = { id: crypto.randomUUID(), startedAt: ago(minutesAgo) }
    const answer = await staff.operator.post('/api/duty/sessions', body)
    expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_input'])
  })

  it('takes no position in a pause, and all else once, whatever is sent again', async () => {
    const id = await beginDuty(staff.operator, 60)
    const batch = [position(50), position(40), position(30, { lat: 38 }), position(20, { accuracy: 101 })]
    const first = await send(staff.operator, id, batch)
    expect(first.body).toMatchObject({ taken: 4, known: 0, marked: 2, refused: [] })
    expect((await send(staff.operator, id, [...batch, position(10)])).body).toMatchObject({
      taken: 1,
      known: 4,
    })
    expect((await step(id, 'pause', 5)).body.pausedAt).not.toBeNull()
    await step(id, 'pause', 1)
    const paused = await send(staff.operator, id, [position(6), position(4)])
    expect(paused.body).toMatchObject({ taken: 1, refused: [{ index: 1, why: 'paused' }] })
    expect((await step(id, 'resume', 2)).body.pausedAt).toBeNull()
    expect((await step(id, 'end', 1)).body).toMatchObject({ endedBy: 'operator' })
    expect((await step(id, 'end', 0)).body.endedAt).toBe((await stateOf()).session.endedAt)
  })

  it('takes what comes at the same time from two connections once', async () => {
    const { db } = database()
    const id = await beginDuty(staff.operator, 60)
    const before = await countOf(db, 'position')
    const batch = Array.from({ length: 40 }, (_, i) => position(50 - i))
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => send(staff.operator, id, batch.slice(0, 40 - i))),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(answers.reduce((sum, { body }) => sum + body.taken, 0)).toBe(40)
    expect((await countOf(db, 'position')) - before).toBe(40)
  })

  it('marks the cells of a grid once, and answers a suggestion', async () => {
    const { db } = database()
    await sql`delete from grid_visit`.execute(db)
    const id = await beginDuty(staff.operator, 60)
    const { resolution } = gridCells(rectangle(0, 1, 1, 2))
    const [near, far] = [
      { lon: 114.005, lat: 37.015 },
      { lon: 114.008, lat: 37.018 },
    ]
    const [cell, other] = [near, far].map(({ lat, lon }) => latLngToCell(lat, lon, resolution))
    await sql`insert into visit_suggestion (grid_id, cell, made_by, made_at)
      select area.id, cell, 'leader', now() - interval '45 minutes'
      from area, (values (${cell}), (${other})) asked (cell) where code = 'A1b'`.execute(db)
    // Whoever was there before it was asked for has not done it.
    await send(staff.operator, id, [position(50, far), position(46, near)])
    expect((await stateOf()).suggestions).toMatchObject([{ grid: 'A1b', cell }, { cell: other }])
    const unsure = position(30, { ...far, accuracy: 150 })
    await send(staff.operator, id, [position(44, near), position(25, near), unsure])
    expect((await stateOf()).suggestions).toMatchObject([{ cell: other, madeBy: 'leader' }])
    await send(staff.operator, id, [
      position(20, near),
      position(10, { ...far, source: 'tap', accuracy: null }),
    ])
    expect((await stateOf()).suggestions).toEqual([])
    const { rows } = await sql<{ cell: string; code: string; count: number }>`
      select cell, code, count from grid_visit join area on area.id = grid_id`.execute(db)
    expect(rows).toHaveLength(2)
    for (const row of rows) expect(row).toMatchObject({ code: 'A1b', count: 1 })
    expect(new Set(rows.map((row) => row.cell))).toEqual(new Set([cell, other]))
    expect(await countOf(db, 'cell_passage')).toBeGreaterThanOrEqual(4)
    expect(await countOf(db, 'grid_presence')).toBeGreaterThanOrEqual(1)
  })

  it('of others is not theirs: neither its steps nor its positions', async () => {
    const id = await beginDuty(staff.operator, 60)
    const other = staff.otherOperator
    expect((await send(other, id, [position(5)])).body.error.code).toBe('unknown_session')
    const end = { step: 'end', at: ago(1) }
    expect((await other.post(`/api/duty/sessions/${id}/steps`, end)).status).toBe(404)
    expect((await other.post('/api/duty/sessions', { id, startedAt: ago(1) })).status).toBe(400)
  })

  it('ends by itself after eight hours, or when nothing is heard for two', async () => {
    const { db } = database()
    const limit = await beginDuty(staff.operator, 7 * HOUR)
    await endSessions(db, Date.now() + 65 * MINUTE_MS)
    let { session } = await stateOf()
    expect(session).toMatchObject({ id: limit, endedBy: 'limit', endedAt: session.endsAt })
    const silent = await beginDuty(staff.operator, HOUR)
    await endSessions(db, Date.now() + 119 * MINUTE_MS)
    expect((await stateOf()).session.endedAt).toBeNull()
    await endSessions(db, Date.now() + 121 * MINUTE_MS)
    session = (await stateOf()).session
    expect(session).toMatchObject({ id: silent, endedBy: 'silence', endedAt: session.heardAt })
    // The phone was out of reach: what it kept is taken, and the end moves along.
    await sql`update duty_session set heard_at = started_at, ended_at = started_at where id = ${silent}`.execute(
      db,
    )
    const late = await send(staff.operator, silent, [position(20)])
    expect(late.body).toMatchObject({ taken: 1, session: { endedBy: 'silence' } })
    expect(Date.parse(late.body.session.endedAt)).toBeCloseTo(Date.parse(ago(20)), -4)
    expect((await step(silent, 'end', 10)).body.endedBy).toBe('operator')
  })

  it('shows the operator the own track and who looked at it', async () => {
    const { db } = database()
    const id = await beginDuty(staff.operator, 60)
    await send(staff.operator, id, [position(3), position(2, { source: 'tap', accuracy: null })])
    const { id: operatorId } = await db
      .selectFrom('operator')
      .select('id')
      .where('code', '=', 'OP1')
      .executeTakeFirstOrThrow()
    const now = await staff.dispatcher.get('/api/duty/now')
    expect(now.body.items).toMatchObject([{ operator: { code: 'OP1' }, lon: 114.005, lat: 37.005 }])
    await staff.dispatcher.get('/api/duty/now')
    // Just after midnight it was yesterday.
    const day = dayAgo(2)
    expect((await staff.manager.get(`/api/operators/${operatorId}/track?day=${day}`)).status).toBe(403)
    const track = await staff.supervisor.get(`/api/operators/${operatorId}/track?day=${day}`)
    expect(track.body.points.at(-1)).toMatchObject({ source: 'tap', mark: 'none' })
    const own = (await staff.operator.get(`/api/duty/track?day=${day}`)).body
    expect(own.points).toEqual(track.body.points)
    expect(own.readings).toMatchObject([
      { reader: 'supervisor', kind: 'track', day },
      { reader: 'dispatcher', kind: 'latest', day: dayAgo(0) },
    ])
    await expect(sql`delete from track_reading`.execute(db)).rejects.toThrow('append-only')
    // A pause hides where they are at once.
    await step(id, 'pause', 0)
    expect((await staff.dispatcher.get('/api/duty/now')).body).toMatchObject({
      items: [],
      withoutPosition: 1,
    })
  })

  it('is shown where somebody sends people, not where they only serve', async () => {
    const roles = [
      { role: 'manager', area: 'A' },
      { role: 'operator', area: 'B1a' },
    ] as const
    const both = personOf(app, 'both', await signedIn(database().db, 'both', roles))
    expect((await both.get('/api/duty/now?area=A')).status).toBe(200)
    expect((await both.get('/api/duty/now?area=B1a')).body.error.code).toBe('not_allowed')
  })

  it('lets the operator erase the track of today, and keeps that cells were visited', async () => {
    const { db } = database()
    const id = await beginDuty(staff.operator, 5)
    await send(staff.operator, id, [position(3), position(2)])
    const [visits, before] = [await countOf(db, 'grid_visit'), await countOf(db, 'position')]
    const { points } = (await staff.operator.get('/api/duty/track')).body
    const { body } = await ask(app, staff.operator, 'DELETE', '/api/duty/track')
    expect(body.deleted).toBe(points.length)
    expect((await staff.operator.get('/api/duty/track')).body.points).toEqual([])
    expect(await countOf(db, 'position')).toBe(before - points.length)
    expect(await countOf(db, 'grid_visit')).toBe(visits)
  })

  it('packs the open cases of the own grids for where there is no signal', async () => {
    const { body: mine } = await staff.operator.post('/api/incidents', REPORT)
    const pack = (await staff.operator.get('/api/duty/pack')).body
    expect(pack.areas.features.map((feature: { properties: object }) => feature.properties)).toMatchObject([
      { code: 'A1a', role: 'lead' },
      { code: 'A1b', role: 'lead' },
    ])
    const found = pack.cases.find(({ id }: { id: number }) => id === mine.id)
    expect(found).toMatchObject({ area: 'A1a', lon: 114.005, state: 'reported', mayAddPhotos: true })
    expect(new Set(pack.cases.map(({ area }: { area: string }) => area))).toEqual(new Set(['A1a']))
    expect(pack.casesLeftOut).toBe(0)
  })

  it('is forgotten after 30 days but for the cells, and positions of today and tomorrow find their place', async () => {
    const { db } = database()
    const days = new PositionDays(db)
    const id = await beginDuty(staff.operator, 28 * 24 * HOUR)
    await send(staff.operator, id, [position(28 * 24 * HOUR - 10)])
    const visits = await countOf(db, 'grid_visit')
    const partitions = async () =>
      (await sql`select from pg_inherits where inhparent = 'position'::regclass`.execute(db)).rows.length
    const later = Date.now() + 3 * 24 * HOUR * MINUTE_MS
    await eraseOld(db, days, Date.now())
    const before = await partitions()
    await eraseOld(db, days, later)
    expect(await partitions()).toBe(before - 1 + 2)
    const { rows } = await sql<{ no: number }>`select no from duty_session where id = ${id}`.execute(db)
    expect(rows).toEqual([])
    expect(await countOf(db, 'grid_visit')).toBe(visits)
  })
})
