import { sql } from 'kysely'
import { get, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { FrameReader } from '../../server/domain/export-frames.ts'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

/** With texts that do not shrink: far more than the buffers of a connection hold. */
const ROWS = 30_000

const WAYS = [
  'format=csv',
  'format=geojson',
  'format=xlsx',
  'format=csv&frames=true',
  'format=xlsx&frames=true',
]

describeOnDatabases('an export that breaks off', (database) => {
  let app: App
  let port: number
  let cookie: string
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    await sql`insert into incident (number, category_code, source, title, address, occurred_at, reported_at)
      select 'X' || n, '0301', 'many', '多', (select string_agg(md5(random()::text || n || i), '') from generate_series(1, 20) i),
        '2026-01-01', '2026-01-01' from generate_series(1, ${ROWS}::int) n`.execute(db)
    app = await openServer(db)
    cookie = (await signedIn(db, 'leader', [{ role: 'leader', area: null }])).cookie
    port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
  })
  afterAll(() => app.close())

  /** An answer of which nothing but the head was read. */
  async function begin(query: string, more: Record<string, string> = {}): Promise<IncomingMessage> {
    const path = `/api/incidents/export?source=many&${query}`
    const [response] = (await once(
      get({ port, path, headers: { cookie, ...more }, agent: false }),
      'response',
    )) as [IncomingMessage]
    expect(response.statusCode).toBe(200)
    expect(response.headers['x-total-count']).toBe(String(ROWS))
    return response
  }

  const lastEvent = async () =>
    (
      await database()
        .db.selectFrom('incident_event')
        .select(['action', 'data'])
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
    ).data as Record<string, string>

  it.each(WAYS)(
    'because nobody takes it is read no further, and the chain says how far it came: %s',
    async (query) => {
      const response = await begin(query)
      response.destroy()
      await expect.poll(async () => (await lastEvent())['brokenOffAfter']).toBeDefined()
      const { brokenOffAfter, rows } = await lastEvent()
      expect(rows).toBe(String(ROWS))
      expect(Number(brokenOffAfter)).toBeLessThan(ROWS)
    },
  )

  it('because nobody takes it is read no further, also where it is compressed on its way', async () => {
    const response = await begin('format=csv', { 'accept-encoding': 'gzip' })
    expect(response.headers['content-encoding']).toBe('gzip')
    response.destroy()
    await expect.poll(async () => (await lastEvent())['brokenOffAfter']).toBeDefined()
    expect(Number((await lastEvent())['brokenOffAfter'])).toBeLessThan(ROWS)
  })

  it.each(WAYS)('by a fault of the database does not look whole: %s', async (query) => {
    const { db } = database()
    const response = await begin(query)
    await sql`alter table incident rename column address to gone`.execute(db)
    try {
      const reader = new FrameReader()
      const reading = async () => {
        for await (const chunk of response) if (query.includes('frames')) reader.push(chunk)
      }
      await expect(reading()).rejects.toThrow('aborted')
      expect(reader.isWhole).toBe(false)
      await expect.poll(async () => (await lastEvent())['brokenOffAfter']).toBeDefined()
    } finally {
      await sql`alter table incident rename column gone to address`.execute(db)
    }
  })

  it.each(['csv', 'xlsx'])('but is whole in frames, which say how far it is: %s', async (format) => {
    const response = await begin(`format=${format}&frames=true`)
    const reader = new FrameReader()
    const rows: number[] = []
    let bytes = 0
    for await (const chunk of response) {
      for (const frame of reader.push(chunk)) {
        rows.push(frame.rows)
        bytes += frame.bytes.length
      }
    }
    expect(reader.isWhole).toBe(true)
    expect(rows).toEqual(rows.toSorted((a, b) => a - b))
    expect(new Set(rows).size).toBeGreaterThan(10)
    expect(rows.at(-1)).toBe(ROWS)
    expect(bytes).toBeGreaterThan(ROWS * 100)
    expect((await lastEvent())['brokenOffAfter']).toBeUndefined()
  })
})
