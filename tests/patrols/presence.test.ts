import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { gridCells } from '../../server/areas/grid-cells.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty, rectangle } from '../support/small-county.ts'

const MARCH = 'from=2026-03-01T00:00:00%2B08:00&to=2026-04-01T00:00:00%2B08:00'
const DAY_MS = 86_400_000
const dayBack = (back: number) =>
  new Date(Date.now() + 8 * 3_600_000 - back * DAY_MS).toISOString().slice(0, 10)
const hoursOf = (...hours: number[]) => hours.reduce((bits, hour) => bits | (1 << hour), 0)

describeOnDatabases('presence', (database) => {
  let app: App
  const a1a = gridCells(rectangle(0, 0, 1, 1)).cells
  const b1a = gridCells(rectangle(2, 0, 1, 1)).cells
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    const ofGrid = (code: string, table: string, columns: string, values: ReturnType<typeof sql>) =>
      sql`insert into ${sql.table(table)} (grid_id, ${sql.raw(columns)})
        select id, ${values} from area where code = ${code}`.execute(db)
    for (const [code, day, hours] of [
      ['A1a', '2026-03-10', hoursOf(8, 9)],
      ['A1a', '2026-03-17', hoursOf(9, 23)],
      ['B1a', '2026-03-10', hoursOf(9)],
      ['A1b', '2026-03-09', hoursOf(0)],
    ] as const) {
      await ofGrid(code, 'grid_presence', 'day, hours', sql`${day}::date, ${hours}::int`)
    }
    for (const [cell, back] of [
      [a1a[0], 0],
      [a1a[0], 6],
      [a1a[1], 3],
      [a1a[2], 7],
    ] as const) {
      await ofGrid('A1a', 'grid_visit', 'cell, day, count', sql`${cell}::text, ${dayBack(back)}::date, 1`)
    }
    for (const [slot, cell] of [
      [33, a1a[5]],
      [33, a1a[6]],
      [33, b1a[0]],
      [95, a1a[5]],
    ] as const) {
      await sql`insert into cell_passage (day, slot, cell)
        values ('2026-03-10', ${slot}::int, ${cell}::text)`.execute(db)
    }
    app = await openServer(db)
  })
  afterAll(() => app.close())

  it('counts the hours of the week in which somebody was there, and those that could have been', async () => {
    const { body } = await get(app, `/api/coverage/presence?area=A1&${MARCH}`)
    // Nothing is kept from before 9 March, a Monday; from there to the end of the month are 23 days.
    expect(body).toMatchObject({ area: 'A1', from: '2026-03-09', to: '2026-03-31', since: '2026-03-09' })
    const found = (body.present as number[][]).flatMap((hours, weekday) =>
      hours.flatMap((count, hour) => (count > 0 ? [[weekday, hour, count]] : [])),
    )
    expect(found).toEqual([
      [0, 0, 1],
      [1, 8, 1],
      [1, 9, 2],
      [1, 23, 1],
    ])
    expect((body.possible as number[][]).map((hours) => hours[9])).toEqual([8, 8, 6, 6, 6, 6, 6])
  })

  it('says when nothing is kept of the window', async () => {
    const { body } = await get(
      app,
      '/api/coverage/presence?from=2026-02-01T00:00:00Z&to=2026-02-08T00:00:00Z',
    )
    expect(body.since).toBe('2026-03-09')
    expect((body.possible as number[][]).flat().every((count) => count === 0)).toBe(true)
  })

  it('tells the share of cells week by week, each of seven days up to today', async () => {
    const { body } = await get(app, '/api/coverage/trend?area=A1a&weeks=3')
    expect(body.cells).toBe(a1a.length)
    expect(body.weeks).toEqual([
      { from: dayBack(20), to: dayBack(14), visitedCells: 0, visitedShare: 0 },
      { from: dayBack(13), to: dayBack(7), visitedCells: 1, visitedShare: 1 / a1a.length },
      { from: dayBack(6), to: dayBack(0), visitedCells: 2, visitedShare: 2 / a1a.length },
    ])
    expect((await get(app, '/api/coverage/trend')).body.weeks).toHaveLength(12)
  })

  it('plays a day by quarters of an hour, of the cells of the area only', async () => {
    const { body } = await get(app, '/api/coverage/replay?area=A&day=2026-03-10')
    expect(body).toEqual({
      area: 'A',
      day: '2026-03-10',
      since: '2026-03-10',
      slots: [
        { slot: 33, cells: [a1a[5]!, a1a[6]!].sort() },
        { slot: 95, cells: [a1a[5]] },
      ],
    })
    expect((await get(app, '/api/coverage/replay?day=2026-03-09')).body.slots).toEqual([])
  })

  it.each(['2026-02-31', '1969-12-31', '2200-01-01', 'yesterday'])('refuses the day %s', async (day) => {
    const { status, body } = await get(app, `/api/coverage/replay?day=${day}`)
    expect([status, body.error.code]).toEqual([400, 'invalid_input'])
    expect(body.error.message).toContain(day)
  })
})
