import { cellToLatLng } from 'h3-js'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { gridCells } from '../../server/areas/grid-cells.ts'
import type { Reach } from '../../server/contract.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty, rectangle } from '../support/small-county.ts'

// An operator walks through grid A1a; what is told of the grid is reckoned again here, from the positions and from nothing else.

const MINUTE_MS = 60_000
const METRES_PER_DEGREE = (6_371_008.8 * Math.PI) / 180
const HOUSEHOLDS = 200

/** Where the operator was, minute by minute: a walk north, then east, one step of 30 m a minute. */
const WALK = Array.from({ length: 40 }, (_, i) => ({
  lon: 114.002 + (i > 20 ? (i - 20) * 0.0003 : 0),
  lat: 37.002 + Math.min(i, 20) * 0.00027,
}))

const metresBetween = (a: { lon: number; lat: number }, b: { lon: number; lat: number }) =>
  METRES_PER_DEGREE * Math.hypot(a.lat - b.lat, (a.lon - b.lon) * Math.cos((37.004 * Math.PI) / 180))

describeOnDatabases('the numbers of one grid, by hand', (database) => {
  let app: App
  let staff: Staff
  // A hexagon has all that is nearer to its centre than to any other.
  const centres = gridCells(rectangle(0, 0, 1, 1)).cells.map((cell) => {
    const [lat, lon] = cellToLatLng(cell)
    return { cell, lat, lon }
  })
  const cellOf = (place: { lon: number; lat: number }) =>
    centres.reduce((best, next) => (metresBetween(place, next) < metresBetween(place, best) ? next : best))
      .cell
  const walked = new Set(WALK.map(cellOf))
  const startedAt = Date.now() - 50 * MINUTE_MS
  const timeOf = (i: number) => startedAt + (i + 1) * MINUTE_MS
  const local = (at: number) => new Date(at + 8 * 3_600_000)
  const days = [...new Set(WALK.map((_place, i) => local(timeOf(i)).toISOString().slice(0, 10)))]

  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    staff = await hireStaff(app, db)
    await sql`update operator set account_id = (select id from account where name = 'operator') where code = 'OP1'`.execute(
      db,
    )
    const id = randomUUID()
    const begun = await staff.operator.post('/api/duty/sessions', {
      id,
      startedAt: new Date(startedAt).toISOString(),
    })
    expect(begun.status).toBe(201)
    const at = (i: number) => ({
      at: new Date(timeOf(i)).toISOString(),
      deviceAt: new Date(timeOf(i)).toISOString(),
      source: 'device',
    })
    const positions = [
      ...WALK.map((place, i) => ({ ...place, ...at(i), accuracy: 8 })),
      // Neither counts: one is too far away to be true, the other too inaccurate to say where it was.
      { lon: 114.035, lat: 37.015, ...at(WALK.length - 0.5), accuracy: 8 },
      { lon: 114.009, lat: 37.009, ...at(WALK.length + 1), accuracy: 400 },
    ]
    const sent = await staff.operator.post(`/api/duty/sessions/${id}/positions`, { positions })
    expect(sent.body).toMatchObject({ taken: WALK.length + 2, refused: [] })
  })
  afterAll(() => app.close())

  it('walks through some cells and not through others', () => {
    expect(walked.size).toBeGreaterThan(5)
    expect(walked.size).toBeLessThan(centres.length / 2)
  })

  it('counts the cells, the share and the households', async () => {
    const totals = async () => (await staff.leader.get('/api/coverage?area=A1a')).body.totals
    // What was read a moment ago is trusted for a quarter of a second.
    await expect.poll(totals).toMatchObject({
      cells: centres.length,
      visitedCells: walked.size,
      visitedShare: walked.size / centres.length,
      householdsReached: Math.round((HOUSEHOLDS * walked.size) / centres.length),
      lastVisit: days.at(-1),
      unseenGrids: 0,
    })
    const cells = await staff.leader.get('/api/coverage/cells?area=A1a')
    expect(cells.body.cells).toEqual([...walked].sort())
  })

  it('leaves the rest as gaps', async () => {
    const { body } = await staff.leader.get('/api/coverage/gaps?area=A1a&limit=1000')
    const gaps = body.items.map(({ cell }: { cell: string }) => cell)
    expect(new Set(gaps)).toEqual(new Set(centres.flatMap(({ cell }) => (walked.has(cell) ? [] : [cell]))))
  })

  it('plays the walk by quarters of an hour, and knows its hours', async () => {
    const slotOf = (at: number) => local(at).getUTCHours() * 4 + Math.floor(local(at).getUTCMinutes() / 15)
    for (const day of days) {
      const expected = new Map<number, Set<string>>()
      WALK.forEach((place, i) => {
        if (local(timeOf(i)).toISOString().slice(0, 10) !== day) return
        const slot = slotOf(timeOf(i))
        expected.set(slot, (expected.get(slot) ?? new Set()).add(cellOf(place)))
      })
      const { body } = await staff.leader.get(`/api/coverage/replay?area=A1a&day=${day}`)
      expect(body.slots).toEqual([...expected].map(([slot, cells]) => ({ slot, cells: [...cells].sort() })))
    }
    const { body } = await staff.leader.get('/api/coverage/presence?area=A1a')
    const hours = new Set(WALK.map((_place, i) => local(timeOf(i)).toISOString().slice(0, 13)))
    expect((body.present as number[][]).flat().reduce((sum, count) => sum + count, 0)).toBe(hours.size)
  })

  it('tells who sends operators how far the nearest is, and the operator who looked', async () => {
    const { body } = await staff.leader.get('/api/coverage/reach?area=A1')
    const { items, onDuty } = body as Reach
    expect(onDuty).toBe(1)
    const open = items.find(({ number }) => number === 'N8')!
    const metres = metresBetween(open, WALK.at(-1)!)
    expect(open.nearest).toMatchObject({ code: 'OP1' })
    expect(open.nearest!.metres / metres).toBeCloseTo(1, 2)
    expect(open.nearest!.minutes).toBeCloseTo((metres * 1.4) / (20_000 / 60), 1)
    for (const person of ['analyst', 'administrator', 'operator', 'display'] as const)
      expect((await staff[person].get('/api/coverage/reach')).status, person).toBe(403)
    const { readings } = (await staff.operator.get('/api/duty/track')).body
    expect(readings).toMatchObject([{ reader: 'leader', kind: 'latest' }])
  })
})
