import fc from 'fast-check'
import { Agent } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertAccount } from '../../server/accounts/manage.ts'
import { hashPassword } from '../../server/accounts/password.ts'
import { createSession, readAccount } from '../../server/accounts/queries.ts'
import { csrfToken, hashToken, newToken } from '../../server/accounts/token.ts'
import type { App } from '../../server/app-types.ts'
import type { Db } from '../../server/db/connect.ts'
import type { ErrorCode } from '../../server/errors.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { PASSWORD } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { RUNS, SELDOM_WELL } from './fuzz-routes.ts'
import { HOSTILE_TEXTS, type Known } from './hostile.ts'
import { GUESTS, knownValues, NOW } from './known-values.ts'
import { judge, operationsOf, requestsTo, type Operation } from './operations.ts'
import { ask, inHeader } from './raw-request.ts'
import { nominateSome } from './some-commendations.ts'
import { hangSome } from './some-displays.ts'
import { closeSome } from './some-quarters.ts'
import { planSome } from './some-plans.ts'
import { reportSome } from './some-reports.ts'

// Every input of every route of the API's own document, with what fits and what nobody means well, over real connections.
// The same seed asks the same: FUZZ_SEED=… asks something else, FUZZ_RUNS=10 ten times as much.

const SEED = Number(process.env['FUZZ_SEED'] ?? 20261125)
const TIMES = Number(process.env['FUZZ_RUNS'] ?? 1)

/** The codes that such a storm must meet, or it never came past the door. */
const MET: ErrorCode[] = [
  'invalid_input',
  'unauthenticated',
  'wrong_credentials',
  'forged',
  'out_of_scope',
  'not_allowed',
  'wrong_state',
  'stale',
  'precondition_required',
  'key_reused',
  'unknown_area',
  'unknown_incident',
  'unknown_release',
  'unknown_draft',
  'operation_refused',
  'not_found',
]

const WHO = [
  'dispatcher',
  'dispatcher2',
  'handler',
  'manager',
  'operator',
  'supervisor',
  'leader',
  'display',
  'administrator',
] as const
type Who = (typeof WHO)[number] | 'nobody' | 'forger' | { cookie: string }
const people = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom<Who[]>(...WHO, 'dispatcher', 'supervisor') },
  { weight: 1, arbitrary: fc.constantFrom<Who[]>('nobody', 'forger') },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_TEXTS).map((cookie): Who => ({ cookie })) },
)

/** People who come and go, with a password for all of them. */
async function inviteGuests(db: Db): Promise<void> {
  const hash = await hashPassword(PASSWORD)
  for (const name of GUESTS) {
    await db.transaction().execute((trx) => insertAccount(trx, name, hash, { role: 'operator', area: 'A1a' }))
  }
}

describeOnDatabases('whatever is asked', (database) => {
  let app: App
  let url: string
  let operations: Record<string, Operation>
  let staff: Staff
  let known: Known
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const met = new Set<string | null>()
  let guests = 0

  beforeAll(async () => {
    const { db, listen } = database()
    await loadSmallCounty(db)
    app = await openServer(db, { listen })
    url = await app.listen({ port: 0, host: '127.0.0.1' })
    operations = operationsOf(app)
    staff = await hireStaff(app, db)
    await inviteGuests(db)
    await sql`update operator set account_id = (select id from account where name = 'operator')
      where code = 'OP1'`.execute(db)
    const ids = await reportSome(staff)
    await hangSome(db)
    await planSome(db)
    await nominateSome(db)
    await closeSome(staff)
    const rows = await db.selectFrom('incident').select(['id', 'number']).execute()
    known = knownValues({ url, ids, rows })
  })
  afterAll(async () => {
    agent.destroy()
    await app.close()
  })

  async function headersOf(who: Who, route: string): Promise<Readonly<Record<string, string>>> {
    if (typeof who === 'object') return { cookie: `wangge=${inHeader(who.cookie)}` }
    if (who === 'nobody') return {}
    if (who === 'forger') return { ...staff.leader.headers, 'x-csrf-token': 'x' }
    if (route.includes(' /api/boundaries/') && who !== 'leader' && who !== 'supervisor')
      return staff.analyst.headers
    // Duty is operators', but for who is on it.
    if (/ \/api\/(duty(?!-list)|uploads)/.test(route) && !route.endsWith('/now') && who !== 'leader')
      return staff.operator.headers
    // Accounts, the calendar, operators and displays are few roles': the others are sent away as soon.
    const isOfFew =
      / \/api\/(accounts|open311|duty-list\/draft|calendar\/|operators|displays|tours|commendations\/titles|evaluation\/(schemes|preview)|surveys|participation)/.test(
        route,
      ) && !route.endsWith('/track')
    if (isOfFew && who !== 'leader') return staff.administrator.headers
    // The plan is the leader's to change.
    if (route.includes(' /api/plan') && who !== 'operator') return staff.leader.headers
    if (!route.includes(' /api/session')) return staff[who].headers
    // A session of its own, for the request may end it.
    const guest = GUESTS[(guests += 1) % GUESTS.length]!
    const token = newToken()
    await createSession(database().db, (await readAccount(database().db, guest))!, hashToken(token))
    return { cookie: `wangge=${token}`, 'x-csrf-token': csrfToken(token) }
  }

  async function versionOf(path: string): Promise<string> {
    const [, about, text] =
      /^\/api\/(incidents|boundaries\/drafts|tours|commendations|surveys|plan\/milestones)\/(\d{1,9})(?:\/|$)/.exec(
        path,
      ) ?? []
    const id = Number(text ?? 0)
    const tables = {
      incidents: 'incident',
      tours: 'tour',
      commendations: 'commendation',
      surveys: 'survey',
      'plan/milestones': 'plan_milestone',
    } as const
    const table = tables[about as keyof typeof tables] ?? 'boundary_draft'
    const query = database().db.selectFrom(table).select('version').where('id', '=', id)
    return `"${(await query.executeTakeFirst())?.version ?? 1}"`
  }

  it.each(Object.entries(RUNS))(
    'by %s is answered as the document says',
    async (route, runs) => {
      const operation = operations[route]!
      const statuses: number[] = []
      const property = fc.asyncProperty(people, requestsTo(route, operation, known), async (who, request) => {
        const headers = { ...(await headersOf(who, route)), ...request.headers }
        if (headers['if-match'] === NOW) headers['if-match'] = await versionOf(request.path)
        const answer = await ask(url, { ...request, headers }, agent)
        statuses.push(answer.status)
        const shown = JSON.stringify({ who, ...request, body: request.body?.slice(0, 500) })
        met.add(judge(operation, answer, `${shown} → ${answer.status} ${answer.body.slice(0, 500)}`))
      })
      // Not shrunk: every try is a request, and there are limits on those.
      await fc.assert(property, { seed: SEED, numRuns: runs * TIMES, endOnFailure: true })
      const share = (is: (status: number) => boolean) => statuses.filter(is).length / statuses.length
      expect(
        share((status) => status < 400),
        'answered well',
      ).toBeGreaterThan(SELDOM_WELL.has(route) ? -1 : 0.03)
      expect(
        share((status) => status === 429),
        'sent away',
      ).toBeLessThan(0.3)
    },
    60_000 * TIMES,
  )

  it('by another method or another spelling of an address is not found, or nothing else than it', async () => {
    const spellings = [
      '/api',
      '/api/',
      '//api/session',
      '/API/session',
      '/api/../api/units',
      '/api/%2e%2e/units',
    ]
    const paths = Object.keys(RUNS).map((route) => route.split(' ')[1]!.replaceAll(/[{}]/g, ''))
    for (const method of ['PUT', 'PATCH', 'OPTIONS', 'TRACE', 'GET']) {
      for (const path of [...spellings, '/api/units%2f', '/api/units;x=1', '/%61pi/units', ...paths]) {
        const answer = await ask(url, { method, path, headers: { cookie: 'wangge=x' }, body: null }, agent)
        const told = `${method} ${path} → ${answer.status} ${answer.body.slice(0, 200)}`
        const code = judge(operations[`${method.toLowerCase()} ${path}`], answer, told)
        met.add(code)
        if (method !== 'GET') expect(['not_found', 'unauthenticated'], told).toContain(code)
      }
    }
  })

  it('is every route of the document, came past the door, and left the chain of events whole', async () => {
    expect(Object.keys(operations).toSorted()).toEqual(Object.keys(RUNS).toSorted())
    expect(MET.filter((code) => !met.has(code))).toEqual([])
    const { events, fault } = await verifyChain(database().db)
    expect(fault).toBe(null)
    expect(events).toBeGreaterThan(100)
  })
})
