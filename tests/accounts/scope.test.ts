import { tableFromIPC } from 'apache-arrow'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { ROLE_NAMES } from '../../server/domain/role.ts'
import { addUnit } from '../../server/units/command.ts'
import { appendEvent } from '../../server/events/append.ts'
import { liveRoutes } from './scope-live.ts'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { CANARIES, EVERYTHING, VIEWERS, type Headers, type Told } from './scope-viewers.ts'
import {
  coverageRoutes,
  FOR_SENDERS,
  isSender,
  layVisits,
  suggestionRoutes,
  toldByCells,
} from './scope-coverage.ts'
import { FOR_VIEWERS } from './scope-for-viewers.ts'
import { OF_ADMINISTRATORS, OF_STAFF, OPEN_TO_ALL, toldOfStaff } from './scope-routes.ts'

// Every route × every role × own, other and parent area. In each township there is a canary, and one that is not located:
// N1 in grid A1a, N4 in B1a, N6 nowhere. The unit "roads" has N1. A route without a row here fails the last test.

const MARCH = 'from=2026-03-01T00:00:00%2B08:00&to=2026-04-01T00:00:00%2B08:00'
describeOnDatabases('scope', (database) => {
  let app: App
  let url: string
  const ids: Record<string, number> = {}
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    for (const { id, number } of await db.selectFrom('incident').select(['id', 'number']).execute())
      ids[number] = id
    await layVisits(db)
    await addUnit(db, { code: 'roads', name: '公路站', nameEn: null, area: null, categories: [] })
    // Open, with the unit and without: N1 waits for the unit, the others for a decision.
    await sql`update incident set state = 'reported', closed_at = null, changed = pg_current_xact_id() where number in ('N1', 'N4', 'N6')`.execute(
      db,
    )
    await sql`update incident set state = 'dispatched', unit_id = (select id from unit), changed = pg_current_xact_id() where number = 'N1'`.execute(
      db,
    )
  })
  beforeAll(async () => {
    url = await app.listen({ port: 0, host: '127.0.0.1' })
    for (const name of ['N4', 'N6', 'N1']) {
      const step = { action: 'urge', from: 'reported', to: 'reported', actor: 'x', actorRole: 'leader' }
      await database()
        .db.transaction()
        .execute((trx) =>
          appendEvent(trx, { ...step, incidentId: ids[name]!, version: 1, at: 0, note: null, data: {} }),
        )
    }
  })
  afterAll(() => app.close())

  const query = (code: string) => (code === '' ? MARCH : `area=${code}&${MARCH}`)
  const namedIn = (text: string) => CANARIES.filter((name) => text.includes(`"${name}"`))

  /** How the canaries are told from each route's answer. */
  const ROUTES: Record<string, (code: string, headers: Headers) => Promise<Told>> = {
    'get /api/incidents': async (code, headers) => {
      const { status, body } = await get(app, `/api/incidents?limit=500&${query(code)}`, headers)
      return status === 200 ? namedIn(JSON.stringify(body)) : body.error.code
    },
    'get /api/incidents/export': async (code, headers) => {
      const url = `/api/incidents/export?format=csv&${query(code)}`
      const { statusCode, body } = await app.inject({ url, headers })
      return statusCode === 200
        ? CANARIES.filter((name) => body.includes(`\r\n${name},`))
        : JSON.parse(body).error.code
    },
    'get /api/incidents.arrow': async (code, headers) => {
      const response = await app.inject({ url: `/api/incidents.arrow?${query(code)}`, headers })
      if (response.statusCode !== 200) return response.json().error.code
      const rows = tableFromIPC(response.rawPayload).toArray()
      const seen = new Set(rows.map((row) => row.id as number))
      return CANARIES.filter((name) => seen.has(ids[name]!))
    },
    'get /api/summary': async (code, headers) => {
      const { status, body } = await get(app, `/api/summary?level=grid&${query(code)}`, headers)
      if (status !== 200) return body.error.code
      const has = (grid: string) =>
        body.area === grid || body.byArea.some((area: { code: string }) => area.code === grid)
      const told = { N1: has('A1a'), N4: has('B1a'), N6: body.area === 'C' && body.notLocated.reported > 0 }
      return CANARIES.filter((name) => told[name])
    },
    'get /api/coverage': async (code, headers) => {
      const { status, body } = await get(app, `/api/coverage?level=grid&${query(code)}`, headers)
      if (status !== 200) return body.error.code
      const has = (grid: string) =>
        body.area === grid || body.byArea.some((area: { code: string }) => area.code === grid)
      return CANARIES.filter((name) =>
        name === 'N1' ? has('A1a') : name === 'N4' ? has('B1a') : body.area === 'C',
      )
    },
    'get /api/coverage/cells': async (code, headers) => {
      const { status, body } = await get(app, `/api/coverage/cells?${query(code)}`, headers)
      return status === 200 ? toldByCells(JSON.stringify(body)) : body.error.code
    },
    ...coverageRoutes(() => app, ids),
  }

  /** Those of them that attribute incidents to a release that is named. */
  const BY_RELEASE = [
    'get /api/incidents',
    'get /api/incidents/export',
    'get /api/incidents.arrow',
    'get /api/summary',
  ]

  /** Routes about one incident: the status for one that is seen, whatever the role may do there, and for another. */
  const ABOUT_ONE: Record<string, (id: number, headers: Headers) => Promise<number | string>> = {
    'get /api/incidents/{id}': async (id, headers) =>
      (await get(app, `/api/incidents/${id}`, headers)).status,
    'get /api/incidents/{id}/life': async (id, headers) =>
      (await get(app, `/api/incidents/${id}/life`, headers)).status,
    'get /api/incidents/{id}/photos': async (id, headers) =>
      (await get(app, `/api/incidents/${id}/photos`, headers)).status,
    // There is no photo 1: told to whoever sees the incident.
    'get /api/incidents/{id}/photos/{photo}': async (id, headers) => {
      const { body } = await get(app, `/api/incidents/${id}/photos/1`, headers)
      return body.error.code === 'not_found' ? 200 : 404
    },
    'post /api/incidents/{id}/photos': async (id, headers) => {
      const url = `/api/incidents/${id}/photos`
      const answer = await app.inject({ method: 'POST', url, headers, payload: {} })
      return answer.json().error.code === 'unknown_incident' ? 404 : 200
    },
    // There is no such upload: told to whoever sees the incident.
    'post /api/incidents/{id}/photos/uploaded': async (id, headers) => {
      const payload = { upload: crypto.randomUUID() }
      const answer = await app.inject({
        method: 'POST',
        url: `/api/incidents/${id}/photos/uploaded`,
        headers,
        payload,
      })
      return answer.json().error.code === 'unknown_upload' ? 200 : answer.statusCode
    },
    // Nobody has given any: told to whoever sees the incident.
    'post /api/incidents/{id}/contact': async (id, headers) => {
      const url = `/api/incidents/${id}/contact`
      const answer = await app.inject({ method: 'POST', url, headers })
      return ['not_found', 'not_allowed'].includes(answer.json().error.code) ? 200 : answer.statusCode
    },
    // Nobody may withdraw what nobody asked for: told to whoever sees the incident, and changes nothing.
    'post /api/incidents/{id}/actions': async (id, headers) => {
      const response = await app.inject({
        method: 'POST',
        url: `/api/incidents/${id}/actions`,
        headers: { ...headers, 'if-match': '"1"' },
        payload: { action: 'withdraw' },
      })
      return ['wrong_state', 'not_allowed'].includes(response.json().error.code) ? 200 : response.statusCode
    },
    'post /api/incidents/actions': async (id, headers) => {
      const response = await app.inject({
        method: 'POST',
        url: '/api/incidents/actions',
        headers,
        payload: { items: [{ id, version: 1 }], action: 'withdraw' },
      })
      return response.json().items[0].error.code === 'unknown_incident' ? 404 : 200
    },
  }

  /** Routes whose answer depends on what a role looks after: they must tell no canary that the viewer does not see. */
  const NO_MORE_THAN_OWN: Record<string, (headers: Headers) => Promise<readonly string[]>> = {
    'get /api/queue': async (headers) =>
      namedIn(JSON.stringify((await get(app, '/api/queue', headers)).body)),
    'get /api/similar': async (headers) => {
      const near = ['lon=114.005&lat=37.005', 'lon=114.025&lat=37.005']
      const told = await Promise.all(
        near.map(async (place) => (await get(app, `/api/similar?${place}&category=0301`, headers)).body),
      )
      return namedIn(JSON.stringify(told))
    },
    ...liveRoutes(
      () => app,
      () => url,
    ),
    // Reporting shows nothing but what was just reported: it must be refused outside the own areas.
    'post /api/incidents': async (headers) => {
      const places = { N1: 114.005, N4: 114.025, N6: 100 }
      const told: string[] = []
      for (const [name, lon] of Object.entries(places)) {
        const response = await app.inject({
          method: 'POST',
          url: '/api/incidents',
          headers,
          payload: { category: '0801', title: 'test', lon, lat: 37.005 },
        })
        if (response.statusCode === 201) told.push(name)
      }
      return told
    },
    ...suggestionRoutes(
      () => app,
      () => database().db,
    ),
  }

  describe.each(VIEWERS)('of a $name', ({ name, roles, asks, ofLists }) => {
    let headers: Headers
    beforeAll(async () => {
      const account = name.replaceAll(' ', '-')
      const { cookie, csrf } = await signedIn(database().db, account, roles)
      headers = { cookie, 'x-csrf-token': csrf }
    })
    const all = asks[''] === EVERYTHING
    const isOwn = (canary: string) =>
      all || Object.values(asks).some((told) => Array.isArray(told) && told.includes(canary))

    it.each(Object.keys(ROUTES))('%s', async (route) => {
      for (const [code, told] of Object.entries(asks)) {
        const isList = route === 'get /api/incidents' || route === 'get /api/incidents/export'
        const isRefused = FOR_SENDERS.includes(route) && !isSender(roles) && Array.isArray(told)
        const expected = ofLists && !isList ? 'out_of_scope' : isRefused ? 'not_allowed' : told
        expect(await ROUTES[route]!(code, headers), `area "${code}"`).toEqual(expected)
      }
    })

    it.each(BY_RELEASE)('%s by the boundaries of a release', async (route) => {
      // With other boundaries an area holds incidents of others: only who sees all may ask.
      for (const code of ['C', 'A', 'B', 'A1a'])
        expect(await ROUTES[route]!(`${code}&release=1`, headers), `area "${code}"`).toEqual(
          all ? asks[code] : 'out_of_scope',
        )
    })

    it.each(Object.keys(ABOUT_ONE))('%s', async (route) => {
      for (const canary of CANARIES) {
        expect(await ABOUT_ONE[route]!(ids[canary]!, headers), canary).toBe(isOwn(canary) ? 200 : 404)
      }
    })

    it.each(Object.keys(OF_ADMINISTRATORS))('%s', async (route) => {
      const method = route.split(' ')[0]!.toUpperCase() as 'GET'
      const { statusCode } = await app.inject({ method, ...OF_ADMINISTRATORS[route]!, headers })
      // What is asked fits nobody: administrators are told so, others that it is not for them.
      const isMine = name === 'administrator'
      expect(statusCode).toBe(isMine ? (route === 'get /api/accounts' ? 200 : 400) : 403)
    })

    it.each(Object.entries(FOR_VIEWERS))('%s', async (route, row) => {
      const method = route.split(' ')[0]!.toUpperCase() as 'GET'
      const { for: viewers, status, ...asked } = row
      const answer = await app.inject({ method, ...asked, headers: { ...headers, 'if-match': '"1"' } })
      expect(answer.statusCode).toBe(viewers.includes(name) ? status : 403)
    })

    it.each(Object.keys(OF_STAFF))('%s', async (route) => {
      const method = route.split(' ')[0]!.toUpperCase() as 'GET'
      const { url, payload } = OF_STAFF[route]!
      const answer = await app.inject({ method, url, ...(payload ? { payload } : {}), headers })
      expect(answer.statusCode, answer.body).toBe(toldOfStaff(OF_STAFF[route]!, name))
    })

    it.each(Object.keys(NO_MORE_THAN_OWN))('%s', async (route) => {
      const told = await NO_MORE_THAN_OWN[route]!(headers)
      expect(told.filter((canary) => !isOwn(canary))).toEqual([])
    })
  })

  it('has a row for every role and every route', () => {
    const roles = new Set(VIEWERS.flatMap((viewer) => viewer.roles.map(({ role }) => role)))
    expect([...roles].sort()).toEqual(ROLE_NAMES.toSorted())
    const document = app.swagger() as { paths: Record<string, object> }
    const served = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    const known = [ROUTES, ABOUT_ONE, OF_ADMINISTRATORS, FOR_VIEWERS, OF_STAFF, NO_MORE_THAN_OWN].flatMap(
      (rows) => Object.keys(rows),
    )
    expect(served.toSorted()).toEqual([...known, ...OPEN_TO_ALL].toSorted())
  })
})
