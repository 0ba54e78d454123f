import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { gridCells } from '../../server/areas/grid-cells.ts'
import type { Care } from '../../server/contract.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty, rectangle } from '../support/small-county.ts'

const MARCH = 'from=2026-03-01T00:00:00%2B08:00&to=2026-04-01T00:00:00%2B08:00'

describeOnDatabases('coverage', (database) => {
  let app: App
  const cells = gridCells(rectangle(0, 0, 1, 1)).cells
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    const visits = [
      [cells[0], '2026-03-02'],
      [cells[0], '2026-03-09'],
      [cells[1], '2026-03-31'],
      [cells[2], '2026-04-01'],
    ]
    for (const [cell, day] of visits) {
      await sql`insert into grid_visit (grid_id, cell, day, count)
        select id, ${cell}::text, ${day}::text::date, 1 from area where code = 'A1a'`.execute(db)
    }
    app = await openServer(db)
  })
  afterAll(() => app.close())

  const careOf = (body: { byArea: (Care & { code: string })[] }, code: string) =>
    body.byArea.find((area) => area.code === code)!

  it('tells staffing and visits of every grid', async () => {
    const { body } = await get(app, `/api/coverage?level=grid&${MARCH}`)
    expect(careOf(body, 'A1a')).toEqual({
      code: 'A1a',
      grids: 1,
      vacantGrids: 0,
      unseenGrids: 0,
      operators: 2,
      households: 200,
      householdsReached: Math.round((200 * 2) / cells.length),
      cells: cells.length,
      visitedCells: 2,
      lastVisit: '2026-03-31',
      daysSinceVisit: 0,
      visitedShare: 2 / cells.length,
      householdsPerOperator: 100,
    })
    expect(careOf(body, 'A2a')).toMatchObject({ vacantGrids: 0, operators: 1 })
    expect(careOf(body, 'B1a')).toMatchObject({
      vacantGrids: 1,
      unseenGrids: 1,
      operators: 0,
      visitedCells: 0,
      lastVisit: null,
      daysSinceVisit: null,
      visitedShare: 0,
      householdsPerOperator: null,
    })
  })

  it('counts an operator of two grids once in the areas above', async () => {
    const { body } = await get(app, `/api/coverage?area=A&${MARCH}`)
    expect(careOf(body, 'A1')).toMatchObject({ grids: 2, vacantGrids: 0, operators: 2, households: 600 })
    expect(body.totals).toMatchObject({ grids: 4, vacantGrids: 1, operators: 3 })
  })

  it('adds up: grids, vacancies, households and cells of the townships are those of the county', async () => {
    const { body } = await get(app, `/api/coverage?${MARCH}`)
    const sums = [
      'grids',
      'vacantGrids',
      'unseenGrids',
      'households',
      'householdsReached',
      'cells',
      'visitedCells',
    ] as const
    for (const name of sums) {
      expect(
        body.byArea.reduce((sum: number, area: Care) => sum + (area[name] ?? 0), 0),
        name,
      ).toBe(body.totals[name])
    }
  })

  it('lists the visited cells of the window by the days of the county', async () => {
    const { body } = await get(app, `/api/coverage/cells?area=A1&${MARCH}`)
    const last = Object.fromEntries(body.cells.map((cell: string, i: number) => [cell, body.lastVisit[i]]))
    expect(last).toEqual({ [cells[0]!]: '2026-03-09', [cells[1]!]: '2026-03-31' })
    expect((await get(app, `/api/coverage/cells?area=B&${MARCH}`)).body.cells).toEqual([])
  })
})
