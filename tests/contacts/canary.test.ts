import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { makeBackup } from '../../server/backup/backup.ts'
import { rowProgress } from '../../server/imports/progress.ts'
import { operationsOf, type Operation } from '../api/operations.ts'
import { rowsOf } from '../backup/rows.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { LiveReader } from '../support/live-reader.ts'
import { hireStaff, REPORT, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { handled, PLANTED, plantedIn } from './planted.ts'

// Contact details are planted in one incident, and looked for in whatever can be asked, kept or taken out.

const READING = 'post /api/incidents/{id}/contact'

/** What routes are asked with, where they take it. */
const GIVEN: Record<string, string> = {
  area: 'A',
  code: 'A1a',
  from: '2026-03-01T00:00:00Z',
  to: '2040-01-01T00:00:00Z',
  lon: '114.005',
  lat: '37.005',
  category: '0402',
  level: 'grid',
  format: 'csv',
  release: '1',
  z: '8',
  x: '209',
  y: '99',
  photo: '1',
  name: 'nobody',
}

/** Bodies of those that change something. */
const BODIES: Record<string, object> = {
  'post /api/incidents': { ...REPORT, contact: PLANTED },
  'post /api/incidents/{id}/actions': { action: 'urge' },
}

/** Routes that tell of incidents: they must have been answered well, or this would prove nothing. */
const MUST_ANSWER = [
  'get /api/incidents',
  'get /api/incidents.arrow',
  'get /api/incidents/export',
  'get /api/incidents/{id}',
  'get /api/incidents/{id}/life',
  'get /api/incidents/{id}/photos',
  'get /api/queue',
  'get /api/similar',
  'get /api/summary',
  'post /api/incidents',
  'post /api/incidents/{id}/actions',
]

/** A request to a route about one incident, with all that is known of what it takes. */
function requestTo(route: string, { parameters = [] }: Operation, id: number, version: number) {
  const [method = '', path = ''] = route.split(' ')
  let address = path.replace('{id}', String(id))
  const query = new URLSearchParams()
  for (const { in: place, name, schema } of parameters) {
    const value = GIVEN[name]
    if (place === 'path') address = address.replace(`{${name}}`, value ?? '1')
    else if (place === 'query' && value !== undefined && (!schema.enum || schema.enum.includes(value)))
      query.set(name, value)
  }
  return {
    method: method.toUpperCase() as 'GET',
    url: query.size > 0 ? `${address}?${query}` : address,
    ...(method === 'get' ? {} : { payload: BODIES[route] ?? {} }),
    headers: { 'if-match': `"${version}"` },
  }
}

describeOnDatabases('planted contact details', (database) => {
  let app: App
  let staff: Staff
  let url: string
  let id: number
  const folder = mkdtempSync(join(tmpdir(), 'wangge-canary-'))
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    url = await app.listen({ port: 0, host: '127.0.0.1' })
    staff = await hireStaff(app, database().db)
    id = await handled(staff)
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('are in no answer to anybody but the one to the handler who reads them', async () => {
    const answered = new Set<string>()
    for (const [route, operation] of Object.entries(operationsOf(app))) {
      // Streams do not end, and sessions would.
      if (/^get \/api\/(wall\/)?live$/.test(route) || /^(post|delete) \/api\/(session|accounts)/.test(route))
        continue
      for (const who of Object.values(staff)) {
        const { version } = await database()
          .db.selectFrom('incident')
          .select('version')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        const { headers, ...request } = requestTo(route, operation, id, version)
        const answer = await app.inject({ ...request, headers: { ...who.headers, ...headers } })
        if (answer.statusCode < 300) answered.add(route)
        const found = plantedIn(answer.rawPayload).length > 0
        const isReading = route === READING && who === staff.handler
        expect(found, `${who.name}: ${route} → ${answer.statusCode}`).toBe(isReading)
        expect(plantedIn(JSON.stringify(answer.headers))).toEqual([])
      }
    }
    expect([...MUST_ANSWER, READING].filter((route) => !answered.has(route))).toEqual([])
  })

  it('are found by no search', async () => {
    for (const words of [PLANTED.name, '13944710825', '4471']) {
      const { body } = await staff.dispatcher.get(`/api/incidents?q=${encodeURIComponent(words)}`)
      expect(body.items).toEqual([])
    }
  })

  it('are in no live stream, which goes on', async () => {
    const reader = await LiveReader.open(url, staff.leader.headers['cookie']!, 0)
    expect((await staff.handler.post(`/api/incidents/${id}/contact`, {})).body).toEqual(PLANTED)
    const seq = (await staff.leader.act(id, 'urge')).body.steps.at(-1).seq as number
    await expect.poll(() => reader.steps.at(-1)?.data.seq).toBe(seq)
    expect(reader.steps.at(-2)!.data).toMatchObject({ action: 'readContact', state: 'handling' })
    expect(plantedIn(JSON.stringify(reader.steps))).toEqual([])
    reader.close()
  })

  it('stand in no table, and in no backup', async () => {
    const { db, kind } = database()
    const { rows } = await sql<{
      count: number
    }>`select count(*)::int as count from reporter_contact`.execute(db)
    expect(rows[0]!.count).toBeGreaterThan(0)
    expect(plantedIn(JSON.stringify(await rowsOf(db)))).toEqual([])
    const file = join(folder, `${kind}.backup`)
    await makeBackup(
      db,
      file,
      rowProgress({ isTTY: false, write: () => true } as unknown as NodeJS.WriteStream),
    )
    const kept = gunzipSync(readFileSync(file))
    expect(kept.includes('"reporter_contact"')).toBe(true)
    expect(plantedIn(kept)).toEqual([])
  })
})
