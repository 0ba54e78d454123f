import { Value } from 'typebox/value'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import type { Db } from '../../server/db/connect.ts'
import { WallPicture } from '../../server/wall/contract.ts'
import { beginDuty, link, position, send } from '../duty/serving.ts'
import { pairDisplay } from '../displays/pair-display.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, REPORT, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('what a wall shows', (database) => {
  let app: App
  let db: Db
  let staff: Staff
  let county: string
  let township: string
  let emergency: number
  beforeAll(async () => {
    db = database().db
    await loadSmallCounty(db)
    app = await openServer(db, { listen: database().listen })
    staff = await hireStaff(app, db)
    await link(db, 'operator', 'OP1')
    county = (await pairDisplay(db, { area: 'C', name: 'county' })).cookie
    township = (await pairDisplay(db, { area: 'B', name: 'b' })).cookie
    const body = {
      ...REPORT,
      priority: 2,
      title: '燃气泄漏',
      contact: { name: '赵某', phone: '13800000000' },
    }
    emergency = (await staff.dispatcher.post('/api/incidents', body)).body.id
    const session = await beginDuty(staff.operator)
    await send(staff.operator, session, [position(1)])
  })
  afterAll(() => app.close())

  const picture = async (cookie: string): Promise<WallPicture> => {
    const answer = await app.inject({ url: '/api/wall/picture', headers: { cookie } })
    expect(answer.statusCode).toBe(200)
    return answer.json()
  }

  it('is what its schema says, and adds up', async () => {
    const seen = await picture(county)
    expect([...Value.Errors(WallPicture, seen)]).toEqual([])
    for (const name of ['reportedToday', 'open', 'overdue'] as const) {
      const sum = seen.parts.reduce((all, part) => all + part[name], seen.notLocated[name])
      expect(sum, name).toBe(seen.figures[name])
    }
    const today = seen.trend.reduce((all, { count }) => all + (count ?? 0), 0)
    expect(today).toBe(seen.figures.reportedToday)
    expect(seen.figures.grids).toBe(8)
    expect(seen.parts.reduce((all, { staffedGrids }) => all + staffedGrids, 0)).toBe(
      seen.figures.staffedGrids,
    )
  })

  it('agrees with the summary of the same time', async () => {
    const seen = await picture(county)
    const summary = (await staff.leader.get(`/api/summary?from=${startOfQuarter(seen.at)}&to=${seen.at}`))
      .body
    expect(seen.figures.onTime).toMatchObject({
      numerator: summary.totals.dueOnTime,
      denominator: summary.totals.due,
    })
  })

  it('names who is nearest to an emergency, roughly, and the operator sees that it did', async () => {
    const seen = await picture(county)
    expect(seen.emergencies).toHaveLength(1)
    expect(seen.emergencies[0]).toMatchObject({ id: emergency, title: '燃气泄漏', priority: 2 })
    const { nearest } = seen.emergencies[0]!
    expect(nearest!.metres % 50).toBe(0)
    const day = seen.at.slice(0, 10)
    const track = await staff.operator.get(`/api/duty/track?day=${day}`)
    expect(track.body.readings.map(({ reader }: { reader: string }) => reader)).toContain('wall')
  })

  it('shows no reporter, no contact, no description, no photo, and not where anybody is', async () => {
    const text = JSON.stringify(await picture(county))
    for (const secret of ['赵某', '13800000000', 'dispatcher', 'reportedBy', 'description', 'photo'])
      expect(text).not.toContain(secret)
    const { onDuty } = await picture(county)
    expect(Object.keys(onDuty[0]!).toSorted()).toEqual(['grids', 'name', 'paused'])
  })

  it('is of the area of the display only', async () => {
    const seen = await picture(township)
    expect(seen).toMatchObject({ area: 'B', emergencies: [], feed: [], onDuty: [] })
    expect(seen.points.items.map(({ id }) => id)).not.toContain(emergency)
    expect(seen.figures.grids).toBe(4)
  })

  it('tells what happened last, newest first', async () => {
    await staff.dispatcher.act(emergency, 'accept')
    await expect
      .poll(async () => (await picture(county)).feed.map(({ action }) => action))
      .toEqual(['accept', 'report'])
    const { feed, seq } = await picture(county)
    expect(Math.max(...feed.map((step) => step.seq))).toBeLessThanOrEqual(seq)
  })

  it('is sent once: whoever has it already hears so', async () => {
    const ask = (headers: Record<string, string>) =>
      app.inject({ url: '/api/wall/picture', headers: { cookie: county, ...headers } })
    const twice = async () => {
      const tag = String((await ask({})).headers['etag'])
      return (await ask({ 'if-none-match': tag, 'accept-encoding': 'gzip' })).statusCode
    }
    // It may be painted anew just between the two.
    await expect.poll(twice).toBe(304)
  })
})

function startOfQuarter(at: string): string {
  const local = new Date(Date.parse(at) + 8 * 3_600_000)
  const month = Math.floor(local.getUTCMonth() / 3) * 3
  return new Date(Date.UTC(local.getUTCFullYear(), month) - 8 * 3_600_000).toISOString()
}
