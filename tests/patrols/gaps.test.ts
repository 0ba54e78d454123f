import { cellToLatLng } from 'h3-js'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { gridCells } from '../../server/areas/grid-cells.ts'
import type { Gaps } from '../../server/contract.ts'
import { HOUSEHOLDS_PER_INCIDENT } from '../../server/domain/patrol/gap-weight.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Staff } from '../support/people.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty, rectangle } from '../support/small-county.ts'

const DAY_MS = 86_400_000
const day = (back: number) => new Date(Date.now() + 8 * 3_600_000 - back * DAY_MS).toISOString().slice(0, 10)

describeOnDatabases('gaps', (database) => {
  let app: App
  let staff: Staff
  const a1a = gridCells(rectangle(0, 0, 1, 1)).cells
  const a1b = gridCells(rectangle(0, 1, 1, 1)).cells
  const units = (cell: string) => cellToLatLng(cell).map((degrees) => Math.round(degrees * 1e7))
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    const visit = (cell: string, back: number) =>
      sql`insert into grid_visit (grid_id, cell, day, count)
        select id, ${cell}, ${day(back)}::date, 1 from area where code = 'A1a'`.execute(db)
    await visit(a1a[0]!, 3)
    await visit(a1a[1]!, 50)
    // A visit that was noted for another grid counts for the grid that has the cell.
    await visit(a1b[0]!, 2)
    for (const [cell, households] of [
      [a1a[1]!, 7],
      [a1a[1]!, 4],
      [a1a[0]!, 20],
    ] as const) {
      const [y, x] = units(cell)
      await sql`insert into address_point (x, y, households) values (${x}::int, ${y}::int, ${households}::int)`.execute(
        db,
      )
    }
    // One incident of the past year in a cell of grid A1a, one that is older.
    for (const [number, back] of [
      ['N1', 10],
      ['N8', 400],
    ] as const) {
      const [lat, lon] = cellToLatLng(a1a[2]!)
      const at = new Date(Date.now() - back * DAY_MS)
      await sql`update incident set geom = st_setsrid(st_makepoint(${lon}::float8, ${lat}::float8), 4326),
        occurred_at = ${at}, reported_at = ${at}, state = 'reported', closed_at = null, due_at = null,
        changed = pg_current_xact_id() where number = ${number}`.execute(db)
    }
    app = await openServer(db)
    staff = await hireStaff(app, db)
  })
  afterAll(() => app.close())
  const gapsOf = async (query: string) => (await get(app, `/api/coverage/gaps?${query}`)).body as Gaps

  it('lists what was not visited in the window, heaviest first, with what it weighs', async () => {
    const body = await gapsOf('area=A1a&limit=10000')
    expect(body).toMatchObject({ area: 'A1a', cells: a1a.length, gaps: a1a.length - 1 })
    expect(body.items).toHaveLength(a1a.length - 1)
    expect(body.items.slice(0, 2)).toMatchObject([
      { cell: a1a[1], grid: 'A1a', households: 11, incidents: 0, weight: 11, daysSince: 50 },
      { cell: a1a[2], households: 0, incidents: 1, weight: HOUSEHOLDS_PER_INCIDENT, daysSince: null },
    ])
    expect(body.items.some(({ cell }) => cell === a1a[0])).toBe(false)
    const [lat, lon] = cellToLatLng(a1a[1]!)
    expect([body.items[0]!.lon, body.items[0]!.lat]).toEqual(
      [lon, lat].map((at) => Math.round(at * 1e6) / 1e6),
    )
  })

  it('shares the households of a grid without address points out among its cells', async () => {
    const body = await gapsOf('area=A1b&limit=10000')
    expect(body.gaps).toBe(a1b.length - 1)
    const each = Math.round((400 / a1b.length) * 100) / 100
    expect(new Set(body.items.map(({ households }) => households))).toEqual(new Set([each]))
  })

  it('adds up: what grids have is what villages, townships and the county have', async () => {
    const county = await gapsOf('')
    const townships = [await gapsOf('area=A'), await gapsOf('area=B')]
    for (const name of ['cells', 'gaps', 'incidents', 'households', 'weight'] as const) {
      const sums = [townships, county.byGrid].map((parts) =>
        (parts as Record<typeof name, number>[]).reduce((sum, part) => sum + part[name], 0),
      )
      for (const sum of sums) expect(sum, name).toBeCloseTo(county[name], 0)
    }
    expect(county.items).toHaveLength(200)
    const all = await gapsOf('limit=10000')
    expect(all.items).toHaveLength(county.gaps)
    expect(all.items.slice(0, 200)).toEqual(county.items)
  })

  it('takes suggestions from those who send operators, once for each cell, until they are withdrawn', async () => {
    const { leader, manager, operator, analyst } = staff
    const wanted = { grid: 'A1a', cell: a1a[3]! }
    const made = await manager.post('/api/coverage/suggestions', wanted)
    expect(made).toMatchObject({ status: 201, body: { ...wanted, madeBy: 'manager' } })
    const again = await leader.post('/api/coverage/suggestions', wanted)
    expect(again.body).toEqual(made.body)
    expect((await operator.get('/api/coverage/suggestions')).body.items).toEqual([made.body])
    for (const [person, status] of [
      [operator, 403],
      [analyst, 403],
    ] as const) {
      expect((await person.post('/api/coverage/suggestions', wanted)).status).toBe(status)
    }
    const elsewhere = await manager.post('/api/coverage/suggestions', { ...wanted, grid: 'B1a' })
    expect(elsewhere.body.error.code).toBe('out_of_scope')
    const wrong = await manager.post('/api/coverage/suggestions', { ...wanted, cell: a1b[0]! })
    expect(wrong.body.error).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining(a1b[0]!),
    })
    const withdraw = (headers: Readonly<Record<string, string>>) =>
      app.inject({ method: 'DELETE', url: `/api/coverage/suggestions/${made.body.id}`, headers })
    expect((await withdraw(operator.headers)).statusCode).toBe(403)
    expect((await withdraw(leader.headers)).statusCode).toBe(204)
    expect((await withdraw(leader.headers)).json().error.code).toBe('unknown_suggestion')
    expect((await operator.get('/api/coverage/suggestions')).body.items).toEqual([])
    expect((await leader.post('/api/coverage/suggestions', wanted)).body.id).not.toBe(made.body.id)
  })

  it('hears of visits that are written while it serves', async () => {
    const { db } = database()
    const before = await gapsOf('area=B1b')
    const cell = gridCells(rectangle(2, 1, 1, 1)).cells[0]!
    await sql`insert into grid_visit (grid_id, cell, day, count)
      select id, ${cell}, ${day(0)}::date, 1 from area where code = 'B1b'`.execute(db)
    await expect.poll(async () => (await gapsOf('area=B1b')).gaps).toBe(before.gaps - 1)
  })
})
