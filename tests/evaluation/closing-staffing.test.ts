import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { CARD_LEVELS } from '../../server/domain/evaluation/indicators.ts'
import { FIRST_SCHEME } from '../../server/domain/evaluation/scheme.ts'
import { writeRecord } from '../../server/evaluation/closing/frozen-queries.ts'
import { hashOf, proofText, type QuarterRecord } from '../../server/evaluation/closing/proof.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Person, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { QUARTER } from './told.ts'

const A = { level: 'township', code: 'A', grids: 4, vacantGrids: 1, operators: 3, households: 1200 }
const B = { level: 'township', code: 'B', grids: 4, vacantGrids: 4, operators: 0, households: 1200 }
const C = { level: 'county', code: 'C', grids: 8, vacantGrids: 5, operators: 3, households: 2400 }

describeOnDatabases('the staffing of a closed quarter', (database) => {
  let app: App
  let staff: Staff
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    staff = await hireStaff(app, db)
  })
  afterAll(() => app.close())

  const kept = (who: Person, quarter = QUARTER, query = '') =>
    who.get(`/api/evaluation/quarters/${quarter}/staffing${query}`)
  const proofOf = async (quarter: string) => {
    const url = `/api/evaluation/quarters/${quarter}/proof`
    return (await app.inject({ url, headers: staff.leader.headers })).body
  }

  it('is kept when it is closed, and stays what it was', async () => {
    expect((await kept(staff.leader)).body.error.code).toBe('quarter_open')
    const url = `/api/evaluation/quarters/${QUARTER}/close`
    const { status, body: closing } = await staff.supervisor.post(url, { note: '' })
    expect(status).toBe(201)
    // A report of a past quarter told who looked after the grids on the day on which it was read.
    await sql`update assignment set valid = daterange(lower(valid), current_date)`.execute(database().db)
    const { body } = await kept(staff.leader)
    expect(body).toEqual({ quarter: QUARTER, at: closing.closedAt, items: [A, B, C] })
    expect(JSON.stringify(body)).not.toContain('OP1')
  })

  it('is told where one looks', async () => {
    expect((await kept(staff.manager)).body.items).toEqual([A])
    expect((await kept(staff.leader, QUARTER, '?area=B')).body.items).toEqual([B])
    expect((await kept(staff.leader, QUARTER, '?area=A1')).body.items).toEqual([])
    expect((await kept(staff.manager, QUARTER, '?area=B')).body.error.code).toBe('out_of_scope')
    expect((await kept(staff.handler)).body.error.code).toBe('not_allowed')
  })

  it('is a part of what the hash is of, and only grows', async () => {
    const { db } = database()
    const text = await proofOf(QUARTER)
    expect(JSON.parse(text)).toMatchObject({ form: 'wangge-quarter-2', staffing: [A, B, C] })
    const { body } = await staff.leader.get('/api/evaluation/quarters')
    const item = body.items.find(({ quarter }: { quarter: string }) => quarter === QUARTER)
    expect(hashOf(text)).toBe(item.closing.hash)
    for (const change of ['update quarter_staffing set operators = 9', 'delete from quarter_staffing'])
      await expect(sql.raw(change).execute(db)).rejects.toThrow('append-only')
  })

  it('is not known of a quarter that was closed before, whose hash is of the text that it always was', async () => {
    const totals = { code: 'C', name: 'C区', nameEn: null, parent: null, figures: [], context: {} }
    const level = { indicators: [], county: totals, ranked: 0, cards: [] }
    const levels = Object.fromEntries(CARD_LEVELS.map((name) => [name, level]))
    const record = {
      closing: {
        quarter: '2025-Q4',
        closedAt: '2026-01-05T01:00:00.000Z',
        closedBy: 'x',
        note: '',
        scheme: FIRST_SCHEME.version,
        release: 1,
        incidents: 0,
      },
      from: '2025-09-30T16:00:00.000Z',
      to: '2025-12-31T16:00:00.000Z',
      scheme: FIRST_SCHEME,
      levels,
      incidents: [],
      staffing: null,
    } as unknown as QuarterRecord
    const text = proofText(record)
    expect(JSON.parse(text)).toMatchObject({ form: 'wangge-quarter-1' })
    expect(JSON.parse(text)).not.toHaveProperty('staffing')
    await writeRecord(database().db, record, { hash: hashOf(text), demo: true })
    expect((await kept(staff.leader, '2025-Q4')).body).toMatchObject({
      at: '2026-01-05T01:00:00.000Z',
      items: null,
    })
    expect(await proofOf('2025-Q4')).toBe(text)
  })
})
