import { tableFromIPC } from 'apache-arrow'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { revoke, type RoleAt } from '../../server/accounts/manage.ts'
import type { App } from '../../server/app-types.ts'
import { publishRelease } from '../../server/areas/publish.ts'
import { ROLE_NAMES } from '../../server/domain/role.ts'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

// Every route × every role × own, other and parent area. In each township there is a canary, and one that is not located:
// N1 in grid A1a, N4 in B1a, N6 nowhere. A route without a row here fails the last test.

const MARCH = 'from=2026-03-01T00:00:00%2B08:00&to=2026-04-01T00:00:00%2B08:00'
const CANARIES = ['N1', 'N4', 'N6'] as const

/** What an answer told: refused with this code, or the canaries that can be told from it. */
type Told = string | readonly string[]

type Viewers = { name: string; roles: [RoleAt, ...RoleAt[]]; asks: Record<string, Told> }

const EVERYTHING = CANARIES
const VIEWERS: Viewers[] = [
  ...(['administrator', 'leader', 'dispatcher', 'supervisor', 'analyst'] as const).map((role): Viewers => ({
    name: role,
    roles: [{ role, area: null }],
    asks: { '': EVERYTHING, C: EVERYTHING, A: ['N1'], B: ['N4'], A1a: ['N1'], A1b: [] },
  })),
  ...(['manager', 'display'] as const).map((role): Viewers => ({
    name: `${role} of a township`,
    roles: [{ role, area: 'A' }],
    asks: { '': ['N1'], A: ['N1'], A1a: ['N1'], C: 'out_of_scope', B: 'out_of_scope', B1a: 'out_of_scope' },
  })),
  {
    name: 'operator of a grid',
    roles: [{ role: 'operator', area: 'A1a' }],
    asks: { '': ['N1'], A1a: ['N1'], A1: 'out_of_scope', A1b: 'out_of_scope', C: 'out_of_scope' },
  },
  {
    name: 'operator of two grids',
    roles: [
      { role: 'operator', area: 'A1a' },
      { role: 'operator', area: 'B1a' },
    ],
    asks: { '': 'invalid_input', A1a: ['N1'], B1a: ['N4'], B1: 'out_of_scope', C: 'out_of_scope' },
  },
]

describeOnDatabases('scope', (database) => {
  let app: App
  const ids: Record<string, number> = {}
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    for (const { id, number } of await db.selectFrom('incident').select(['id', 'number']).execute())
      ids[number] = id
    // A visit in each canary's grid, told from the others by its cell.
    await sql`insert into grid_visit (grid_id, cell, day, count)
      select area.id, canary.cell, '2026-03-05', 1
      from (values ('A1a', 'N1'), ('B1a', 'N4')) canary (grid, cell) join area on area.code = canary.grid`.execute(
      db,
    )
  })
  afterAll(() => app.close())

  const query = (code: string) => (code === '' ? MARCH : `area=${code}&${MARCH}`)
  const namedIn = (text: string) => CANARIES.filter((name) => text.includes(`"${name}"`))

  /** How the canaries are told from each route's answer. */
  const ROUTES: Record<string, (code: string, headers: Record<string, string>) => Promise<Told>> = {
    '/api/incidents': async (code, headers) => {
      const { status, body } = await get(app, `/api/incidents?limit=500&${query(code)}`, headers)
      return status === 200 ? namedIn(JSON.stringify(body)) : body.error.code
    },
    '/api/incidents.arrow': async (code, headers) => {
      const response = await app.inject({ url: `/api/incidents.arrow?${query(code)}`, headers })
      if (response.statusCode !== 200) return response.json().error.code
      const rows = tableFromIPC(response.rawPayload).toArray()
      const seen = new Set(rows.map((row) => row.id as number))
      return CANARIES.filter((name) => seen.has(ids[name]!))
    },
    '/api/summary': async (code, headers) => {
      const { status, body } = await get(app, `/api/summary?level=grid&${query(code)}`, headers)
      if (status !== 200) return body.error.code
      const has = (grid: string) =>
        body.area === grid || body.byArea.some((area: { code: string }) => area.code === grid)
      const told = { N1: has('A1a'), N4: has('B1a'), N6: body.area === 'C' && body.notLocated.reported > 0 }
      return CANARIES.filter((name) => told[name])
    },
    '/api/coverage': async (code, headers) => {
      const { status, body } = await get(app, `/api/coverage?level=grid&${query(code)}`, headers)
      if (status !== 200) return body.error.code
      const has = (grid: string) =>
        body.area === grid || body.byArea.some((area: { code: string }) => area.code === grid)
      return CANARIES.filter((name) =>
        name === 'N1' ? has('A1a') : name === 'N4' ? has('B1a') : body.area === 'C',
      )
    },
    '/api/coverage/cells': async (code, headers) => {
      const { status, body } = await get(app, `/api/coverage/cells?${query(code)}`, headers)
      // Nothing that is not located was ever visited: whoever sees everything is taken at their word.
      const told = namedIn(JSON.stringify(body))
      return status === 200 ? [...told, ...(told.length === 2 ? ['N6'] : [])] : body.error.code
    },
  }

  /** Routes by which no incident is told, whoever asks: boundaries are not secret. */
  const OPEN_TO_ALL = [
    '/api/county',
    '/api/areas',
    '/api/areas/{code}',
    '/api/session',
    '/healthz',
    '/readyz',
    '/tiles/areas.json',
    '/tiles/areas/{release}/{z}/{x}/{y}.mvt',
  ]

  describe.each(VIEWERS)('of a $name', ({ name, roles, asks }) => {
    let headers: Record<string, string>
    beforeAll(async () => {
      const account = name.replaceAll(' ', '-')
      headers = { cookie: (await signedIn(database().db, account, roles)).cookie }
    })

    it.each(Object.keys(ROUTES))('%s', async (route) => {
      for (const [code, told] of Object.entries(asks)) {
        expect(await ROUTES[route]!(code, headers), `area "${code}"`).toEqual(told)
      }
    })

    it('/api/incidents/{id}', async () => {
      const all = asks[''] === EVERYTHING
      for (const canary of CANARIES) {
        const isOwn = all || Object.values(asks).some((told) => Array.isArray(told) && told.includes(canary))
        const { status } = await get(app, `/api/incidents/${ids[canary]}`, headers)
        expect(status, canary).toBe(isOwn ? 200 : 404)
      }
    })
  })

  it('has a row for every role and every route', () => {
    const roles = new Set(VIEWERS.flatMap((viewer) => viewer.roles.map(({ role }) => role)))
    expect([...roles].sort()).toEqual(ROLE_NAMES.toSorted())
    const document = app.swagger() as { paths: Record<string, unknown> }
    const known = [...Object.keys(ROUTES), ...OPEN_TO_ALL, '/api/incidents/{id}']
    expect(Object.keys(document.paths).toSorted()).toEqual(known.toSorted())
  })
})

describeOnDatabases('a grant on an area that was retired', (database) => {
  it('is for nothing, does not grow to what lies above, and can be revoked', async () => {
    const { db } = database()
    await loadSmallCounty(db)
    const app = await openServer(db)
    const operator = await signedIn(db, 'operator', [{ role: 'operator', area: 'A1a' }])
    const manager = await signedIn(db, 'manager', [{ role: 'manager', area: 'A1' }])
    const village = async (cookie: string) => (await get(app, `/api/summary?${MARCH}`, { cookie })).body
    const before = await village(manager.cookie)
    await publishRelease(db, { author: 'test', note: 'test', areas: [], retire: ['A1a'] })

    await expect
      .poll(async () => (await get(app, '/api/session', { cookie: operator.cookie })).body.viewer.areas)
      .toEqual([])
    // Incidents are read a moment later than areas.
    await expect
      .poll(
        async () => (await get(app, `/api/incidents?${MARCH}`, { cookie: operator.cookie })).body.error?.code,
      )
      .toBe('out_of_scope')
    // Whoever sees the village still sees what happened in the grid: in figures, lists and one by one.
    await expect.poll(async () => (await village(manager.cookie)).totals).toEqual(before.totals)
    const { items } = (await get(app, `/api/incidents?${MARCH}`, { cookie: manager.cookie })).body
    expect(items).toHaveLength(before.totals.reported)
    for (const { id } of items) {
      expect((await get(app, `/api/incidents/${id}`, { cookie: manager.cookie })).status).toBe(200)
      expect((await get(app, `/api/incidents/${id}`, { cookie: operator.cookie })).status).toBe(404)
    }
    await revoke(db, 'operator', { role: 'operator', area: 'A1a' })
    await app.close()
  })
})
