import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { itemFor } from '../../server/domain/duty-list/item.ts'
import { TASKS_BY_LIST } from '../../server/duty-list/read-list.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, REPORT, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

const TEXTS = {
  operatorZh: '看一看 “路” 🚧',
  operatorEn: 'looks',
  othersZh: '修',
  othersEn: 'repairs',
  basisZh: '《中华人民共和国公路法》',
  basisEn: 'Highway Law',
}
const ROADS = { category: '04', tasks: ['report', 'verify'], unit: 'roads', ...TEXTS }
const COVERS = { category: '0404', tasks: ['report'], unit: null, ...TEXTS }

describeOnDatabases('the list of duties', (database) => {
  let app: App
  let staff: Staff
  let today = ''
  let nextYear = ''
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
    const { body } = await staff.handler.get('/api/duty-list')
    today = body.today
    nextYear = body.latest
  })
  afterAll(() => app.close())

  const send = async (
    method: 'POST' | 'PUT' | 'DELETE',
    url: string,
    version: number | null,
    body?: object,
  ) => {
    const { headers } = staff.analyst
    const response = await app.inject({
      method,
      url: `/api/duty-list/${url}`,
      headers: { ...headers, ...(version === null ? {} : { 'if-match': `"${version}"` }) },
      ...(body ? { payload: body } : {}),
    })
    return { status: response.statusCode, body: response.body === '' ? null : response.json() }
  }
  /** Writes and publishes a list. */
  const publish = async (items: readonly object[], validFrom = today) => {
    const { version } = (await send('POST', 'draft', null)).body
    const saved = (await send('PUT', 'draft', version, { items })).body
    return send('POST', 'versions', saved.version, { validFrom, note: ' 首次 ' })
  }
  /** An incident that the unit has handled, waiting to be verified. */
  const handled = async (category: string): Promise<number> => {
    const { id } = (await staff.operator.post('/api/incidents', { ...REPORT, category })).body
    await staff.dispatcher.act(id, 'accept')
    await staff.dispatcher.act(id, 'dispatch', { data: { unit: 'roads' } })
    await staff.handler.act(id, 'start')
    expect((await staff.handler.act(id, 'feedback', { note: '已处理' })).body.state).toBe('verifying')
    return id
  }
  const waitsForOperator = async (id: number): Promise<boolean> =>
    (await staff.operator.get('/api/queue?limit=100')).body.items.some(
      (item: { id: number }) => item.id === id,
    )

  it('blocks nobody while there is none: an upgrade stops no work', async () => {
    const { body } = await staff.handler.get('/api/duty-list')
    expect(body).toMatchObject({ list: null, versions: [], earliest: today })
    const id = await handled('0301')
    expect(await waitsForOperator(id)).toBe(true)
    expect((await staff.operator.act(id, 'pass')).body.state).toBe('closed')
  })

  it('is written as a draft, by those who may, one at a time', async () => {
    for (const person of [staff.operator, staff.manager, staff.dispatcher])
      expect((await person.get('/api/duty-list/draft')).body.error.code).toBe('not_allowed')
    const draft = (await send('POST', 'draft', null)).body
    expect((await send('POST', 'draft', null)).body).toEqual(draft)
    expect((await send('PUT', 'draft', null, { items: [] })).status).toBe(428)
    const saved = (await send('PUT', 'draft', draft.version, { items: [{ ...ROADS, basisEn: '' }] })).body
    const late = await send('PUT', 'draft', draft.version, { items: [] })
    expect([late.status, late.body.error.code]).toEqual([412, 'stale'])
    const faulty = await send('POST', 'versions', saved.version, { validFrom: today })
    expect(faulty.body.error).toMatchObject({
      code: 'duty_list_incomplete',
      details: { faults: [{ category: '04', field: 'basisEn', is: 'missing' }] },
    })
    expect((await send('DELETE', 'draft', saved.version)).status).toBe(204)
    expect((await send('PUT', 'draft', saved.version, { items: [] })).body.error.code).toBe(
      'unknown_duty_list',
    )
    // A draft begun anew is another one: nobody saves over it with what they had seen of the first.
    expect((await send('POST', 'draft', null)).body.version).toBeGreaterThan(saved.version + 1)
  })

  it('holds from the day that it is published for, with the unit as it is named then', async () => {
    const early = await publish([ROADS], '2026-01-01')
    expect([early.status, early.body.error.code]).toEqual([400, 'invalid_input'])
    const first = await publish([COVERS, ROADS])
    expect(first).toMatchObject({
      status: 201,
      body: { version: 1, validFrom: today, note: '首次', publishedBy: 'analyst' },
    })
    expect(first.body.items).toMatchObject([
      { ...ROADS, unitName: '公路站' },
      { ...COVERS, unitName: null },
    ])
    // A slip in the year bound the county to it: none could hold before.
    expect((await publish([ROADS], '2099-01-01')).body.error.code).toBe('invalid_input')
    const later = await publish([ROADS], nextYear)
    expect(later.body.version).toBe(2)
    const { body } = await staff.operator.get('/api/duty-list')
    expect([body.list, body.earliest]).toEqual([first.body, nextYear])
    expect(body.versions.map(({ version, count }: Record<string, number>) => [version, count])).toEqual([
      [2, 1],
      [1, 2],
    ])
    expect((await staff.operator.get('/api/duty-list/versions/2')).body).toEqual(later.body)
    expect((await staff.operator.get('/api/duty-list/versions/3')).status).toBe(404)
    const { rows } = await sql<{ data: unknown }>`
      select data from incident_event where action = 'duties' order by seq`.execute(database().db)
    expect(rows).toMatchObject([
      { data: { published: '1' } },
      { data: { published: '2', validFrom: nextYear } },
    ])
  })

  it('gives operators nothing to verify that is not on it, and says which list says so', async () => {
    for (const [category, isListed] of [
      ['0402', true],
      ['04', true],
      ['0404', false],
      ['0301', false],
    ] as const) {
      const id = await handled(category)
      const { body } = await staff.operator.get(`/api/incidents/${id}/life`)
      expect([category, body.actions.includes('pass')]).toEqual([category, isListed])
      expect([category, await waitsForOperator(id)]).toEqual([category, isListed])
      const tried = await staff.operator.act(id, 'fail', { note: '没修好' })
      if (isListed) expect(tried.body.state).toBe('handling')
      else {
        expect([tried.status, tried.body.error.code]).toEqual([409, 'not_on_duty_list'])
        expect(tried.body.error.details).toEqual({ list: 1, category })
        expect(tried.body.error.message).toContain(category)
        // It is the command centre's, then.
        expect((await staff.dispatcher.act(id, 'pass')).body.state).toBe('closed')
      }
    }
  })

  it('is found in the database as the rule of the domain finds it', async () => {
    const { rows } = await sql<{ code: string; parent: string | null; listed: { tasks: string[] } }>`
      select category.code, category.parent_code as parent, ${TASKS_BY_LIST} as listed
      from category, lateral (select category.code as category_code) incident`.execute(database().db)
    expect(rows.length).toBeGreaterThan(30)
    for (const { code, parent, listed } of rows)
      expect([code, listed.tasks]).toEqual([code, itemFor([ROADS, COVERS], code, parent)?.tasks ?? []])
  })

  it('is never changed nor taken back, whoever asks the database', async () => {
    const { db } = database()
    for (const statement of [
      sql`update duty_list set note = 'x'`,
      sql`delete from duty_list where version = 2`,
      sql`truncate duty_list`,
    ])
      await expect(statement.execute(db)).rejects.toThrow('append-only')
  })
})
