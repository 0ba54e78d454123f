import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { setPassword } from '../../server/accounts/manage.ts'
import { createSession, readAccount } from '../../server/accounts/queries.ts'
import { prepareAccounts } from '../../server/accounts/prepare.ts'
import { DEMO_PASSWORD } from '../../server/domain/demo-password.ts'
import type { App } from '../../server/app-types.ts'
import { writeSetting } from '../../server/db/settings.ts'
import { PASSWORD, signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

const NOBODY = { cookie: '' }

describeOnDatabases('sessions', (database) => {
  let app: App
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    await signedIn(database().db, 'li.na', [{ role: 'manager', area: 'A' }])
  })
  afterAll(() => app.close())

  const signIn = (username: string, password: string, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { ...NOBODY, ...headers },
      payload: { username, password },
    })
  const cookieOf = (response: { cookies: { name: string; value: string }[] }) =>
    `${response.cookies[0]!.name}=${response.cookies[0]!.value}`

  it('begin with the right password, in a cookie that no script reads and no other site sends', async () => {
    const response = await signIn('li.na', PASSWORD)
    expect(response.statusCode).toBe(200)
    expect(response.headers['set-cookie']).toMatch(
      /^wangge=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(response.json().viewer).toMatchObject({
      name: 'li.na',
      grants: [{ role: 'manager', area: 'A' }],
      areas: ['A'],
    })
    const { body } = await get(app, '/api/session', { cookie: cookieOf(response) })
    expect(body.viewer.name).toBe('li.na')
  })

  it('tell nobody whether it was the name or the password', async () => {
    const wrong = await signIn('li.na', 'something else')
    const unknown = await signIn('nobody', 'something else')
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401])
    expect(wrong.body).toBe(unknown.body)
  })

  it('are asked for by everything but signing in, and by nothing that is no secret', async () => {
    expect((await get(app, '/api/session', NOBODY)).body).toEqual({
      viewer: null,
      openId: null,
      demoAccounts: [],
    })
    for (const url of ['/api/county', '/%61pi/county', '/api/areas', '/api/incidents', '/api/nothing']) {
      expect((await get(app, url, NOBODY)).body.error.code, url).toBe('unauthenticated')
    }
    for (const url of ['/healthz', '/tiles/areas.json', '/openapi.json']) {
      expect((await get(app, url, NOBODY)).status, url).toBe(200)
    }
  })

  it('end by signing out, which needs the token of the page', async () => {
    const response = await signIn('li.na', PASSWORD)
    const cookie = cookieOf(response)
    const leave = (headers: Record<string, string>) =>
      app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie, ...headers } })
    const forged = await leave({ 'x-csrf-token': 'guessed' })
    expect(forged.json().error.code).toBe('forged')
    expect((await leave({ 'x-csrf-token': response.json().viewer.csrf })).statusCode).toBe(204)
    expect((await get(app, '/api/county', { cookie })).status).toBe(401)
  })

  it('are not begun by a page of another place', async () => {
    const response = await signIn('li.na', PASSWORD, { origin: 'http://evil.example' })
    expect(response.statusCode).toBe(403)
    expect(response.json().error).toMatchObject({ code: 'forged' })
    expect(
      (await signIn('li.na', PASSWORD, { origin: 'http://localhost:80', host: 'localhost:80' })).statusCode,
    ).toBe(200)
  })

  it.each([
    ['nothing was asked for half a day', "seen_at = now() - interval '13 hours'"],
    ['they are a week old', "created_at = now() - interval '8 days', seen_at = now()"],
  ])('are over when %s', async (_name, change) => {
    const cookie = cookieOf(await signIn('li.na', PASSWORD))
    await sql`update session set ${sql.raw(change)} where account_id = (select id from account where name = 'li.na')`.execute(
      database().db,
    )
    expect((await get(app, '/api/county', { cookie })).status).toBe(401)
  })

  it('keep no token that could be used by whoever reads the database', async () => {
    const cookie = cookieOf(await signIn('li.na', PASSWORD))
    const { rows } = await sql<{ hash: string }>`select token_hash as hash from session`.execute(
      database().db,
    )
    for (const { hash } of rows) {
      expect(cookie).not.toContain(hash)
      expect((await get(app, '/api/county', { cookie: `wangge=${hash}` })).status).toBe(401)
    }
  })

  it('are refused for longer and longer while passwords are guessed, the right one too', async () => {
    await signedIn(database().db, 'target', [{ role: 'leader', area: null }])
    for (let i = 0; i < 5; i += 1) expect((await signIn('target', `guess ${i}`)).statusCode).toBe(401)
    const locked = await signIn('target', PASSWORD)
    expect(locked.statusCode).toBe(429)
    const { code, details } = locked.json().error
    expect(code).toBe('locked')
    // Half a minute, less what the machine took since the fifth guess.
    expect(details.seconds).toBeGreaterThan(20)
    expect(details.seconds).toBeLessThanOrEqual(30)
    await sql`update account set locked_until = now() - interval '1 second' where name = 'target'`.execute(
      database().db,
    )
    expect((await signIn('target', PASSWORD)).statusCode).toBe(200)
  })
})

describeOnDatabases('the door', (database) => {
  let app: App
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
  })
  afterAll(() => app.close())
  const knock = (payload: object | string, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url: '/api/session', headers: { ...NOBODY, ...headers }, payload })
  const codes = async (responses: Promise<{ json(): { error?: { code: string } } }>[]) =>
    (await Promise.all(responses)).map((response) => response.json().error?.code ?? 'in')

  it('counts guesses that are made at the same moment', async () => {
    await signedIn(database().db, 'burst', [{ role: 'leader', area: null }])
    const told = await codes(
      Array.from({ length: 12 }, (_, i) => knock({ username: 'burst', password: `${i}` })),
    )
    expect(told.filter((code) => code === 'wrong_credentials')).toHaveLength(5)
    expect(told.filter((code) => code === 'locked')).toHaveLength(7)
  })

  it('does not lock out many who sign in rightly at the same moment', async () => {
    await signedIn(database().db, 'class', [{ role: 'leader', area: null }])
    const told = await codes(
      Array.from({ length: 8 }, () => knock({ username: 'class', password: PASSWORD })),
    )
    expect(new Set(told)).toEqual(new Set(['in']))
  })

  it('locks names that nobody has as well, so that a lock tells nothing', async () => {
    const told: string[] = []
    for (let i = 0; i < 6; i += 1) told.push(...(await codes([knock({ username: 'ghost', password: 'x' })])))
    expect(told.at(-1)).toBe('locked')
  })

  it('begins no session with a password that was changed meanwhile', async () => {
    const { db } = database()
    await signedIn(db, 'race', [{ role: 'leader', area: null }])
    const account = (await readAccount(db, 'race'))!
    await setPassword(db, 'race', 'another password')
    expect(await createSession(db, account, 'hash')).toBe(false)
  })

  it('repeats nothing of what was sent, and takes odd bodies for what they are', async () => {
    const bodies = [
      { password: 'my-real-secret' },
      { username: 'a\u0000', password: 'my-real-secret' },
      { username: 'li', password: 'my-real-secret'.repeat(50) },
      `${'['.repeat(5000)}${']'.repeat(5000)}`,
    ]
    for (const body of bodies) {
      const response = await knock(body, { 'content-type': 'application/json' })
      expect(response.statusCode).toBe(400)
      expect(response.json().error.code).toBe('invalid_input')
      expect(response.body).not.toContain('my-real-secret')
    }
  })

  it('answers for the viewer alone', async () => {
    for (const url of ['/api/county', '/api/incidents', '/api/summary', '/api/session']) {
      const { headers } = await get(app, url)
      expect(headers['cache-control'], url).toBe('private, no-store')
      expect(headers['vary'], url).toContain('cookie')
    }
    const { headers } = await app.inject({ url: '/api/incidents.arrow' })
    expect(headers['cache-control']).toBe('private, no-cache')
  })

  it('shows its security headers on refusals too', async () => {
    for (const url of ['/%c0', '/api/incidents?q=%00', '/nothing', '/api/county']) {
      const { headers } = await get(app, url, NOBODY)
      expect(headers['content-security-policy'], url).toMatch(/default-src/)
      expect(headers['x-content-type-options'], url).toBe('nosniff')
    }
  })
})

describeOnDatabases('the first accounts', (database) => {
  const names = async () =>
    (await database().db.selectFrom('account').select('name').orderBy('name').execute()).map(
      ({ name }) => name,
    )

  it('without a demonstration: one administrator, whose password is said once', async () => {
    const said: string[] = []
    const say = (message: string) => void said.push(message)
    await prepareAccounts(database().db, { demo: false, say })
    await prepareAccounts(database().db, { demo: false, say })
    expect(await names()).toEqual(['admin'])
    expect(said.filter((line) => line.includes('password'))).toHaveLength(2)
    expect(said[0]).toMatch(/password [a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{4}$/)
    await database().db.deleteFrom('account').execute()
  })

  it('with the demonstration: one for every role, and they go when it goes', async () => {
    const { db } = database()
    await loadSmallCounty(db)
    await writeSetting(db, 'demo', true)
    const say = () => {}
    await prepareAccounts(db, { demo: true, say })
    await prepareAccounts(db, { demo: true, say })
    expect(await names()).toEqual(
      [
        'admin',
        'analyst',
        'dispatcher',
        'leader',
        'manager-a',
        'manager-b',
        'operator-a',
        'supervisor',
      ].sort(),
    )
    const app = await openServer(db)
    const { body } = await get(app, '/api/session', NOBODY)
    expect(body.demoAccounts).toContainEqual({
      name: 'manager-a',
      role: 'manager',
      place: { name: 'A区', nameEn: 'Area A' },
    })
    const response = await app.inject({
      method: 'POST',
      url: '/api/session',
      headers: NOBODY,
      payload: { username: 'operator-a', password: DEMO_PASSWORD },
    })
    expect(response.json().viewer.areas.toSorted()).toEqual(['A1a', 'A1b'])
    await app.close()
    await prepareAccounts(db, { demo: false, say })
    expect(await names()).toEqual(['test-administrator'])
  })
})
