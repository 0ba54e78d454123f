import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addToken, listTokens, removeToken } from '../../server/accounts/api-token.ts'
import { revoke } from '../../server/accounts/manage.ts'
import type { App } from '../../server/app-types.ts'
import { PASSWORD, signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, personOf, REPORT, type Person, type Staff } from '../support/people.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('accounts in the browser', (database) => {
  let app: App
  let staff: Staff
  let admin: Person
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
    admin = staff.administrator
  })
  afterAll(() => app.close())

  const signIn = async (username: string, password: string) => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { username, password },
      headers: { cookie: '' },
    })
    return {
      status: response.statusCode,
      cookie: String(response.headers['set-cookie'] ?? '').split(';')[0]!,
    }
  }
  const remove = async (url: string) => {
    const { cookie, csrf } = await signedIn(
      database().db,
      `admin-${Math.random().toString(36).slice(2, 8)}`,
      [{ role: 'administrator', area: null }],
    )
    const response = await app.inject({ method: 'DELETE', url, headers: { cookie, 'x-csrf-token': csrf } })
    return { status: response.statusCode, body: response.json() }
  }

  it('are added with a password that is shown once, get and lose roles, and are signed out', async () => {
    const added = await admin.post('/api/accounts', { name: 'li.na', role: 'manager', area: 'A' })
    expect(added.status).toBe(201)
    const { password } = added.body
    expect((await signIn('li.na', password)).status).toBe(200)
    const granted = await admin.post('/api/accounts/li.na/grants', { role: 'handler', unit: 'roads' })
    expect(granted.body).toMatchObject({
      sessions: 1,
      grants: [
        { role: 'manager', area: 'A' },
        { role: 'handler', unit: { code: 'roads' } },
      ],
    })
    const revoked = await remove('/api/accounts/li.na/grants?role=manager&area=A')
    expect(revoked.body.grants).toMatchObject([{ role: 'handler' }])
    expect((await remove('/api/accounts/li.na/sessions')).body.sessions).toBe(0)
    const renewed = await admin.post('/api/accounts/li.na/password', {})
    expect((await signIn('li.na', password)).status).toBe(401)
    expect((await signIn('li.na', renewed.body.password)).status).toBe(200)
    const listed = (await admin.get('/api/accounts')).body.items
    expect(listed.find(({ name }: { name: string }) => name === 'li.na')).toMatchObject({
      sessions: 1,
      demo: false,
    })
  })

  it('are changed on record, without the password', async () => {
    await admin.post('/api/accounts', { name: 'on-record', role: 'operator', area: 'A1a' })
    const { rows } = await sql<{ data: object }>`
      select actor, data from incident_event where action = 'account' order by seq desc limit 1`.execute(
      database().db,
    )
    expect(rows).toEqual([
      { actor: 'administrator', data: { account: 'on-record', what: 'added as operator of A1a' } },
    ])
  })

  it('are linked to people at the provider, with a password or without, on record', async () => {
    const added = await admin.post('/api/accounts', { name: 'chen', openId: 'chen.yi', role: 'leader' })
    expect([added.status, added.body]).toEqual([201, { name: 'chen', password: null }])
    const linked = await admin.post('/api/accounts/handler/openid', { claimed: 'wei' })
    expect(linked.body).toMatchObject({ hasPassword: true, openId: { claimed: 'wei', bound: false } })
    const taken = await admin.post('/api/accounts/manager/openid', { claimed: 'chen.yi' })
    expect([taken.status, taken.body.error.message]).toEqual([
      400,
      expect.stringContaining('linked to "chen.yi"'),
    ])
    expect((await remove('/api/accounts/handler/openid')).body.openId).toBe(null)
    expect((await remove('/api/accounts/handler/openid')).status).toBe(400)
    const { rows } = await sql<{ what: string }>`
      select data ->> 'what' as what from incident_event where action = 'account' order by seq desc limit 3`.execute(
      database().db,
    )
    expect(rows.map(({ what }) => what)).toEqual([
      'is linked to nobody at the provider',
      'is to be linked to "wei" at the provider',
      'added as leader, "chen.yi" at the provider',
    ])
  })

  it('of the demonstration are linked to nobody', async () => {
    await sql`update account set demo = true where name = 'display'`.execute(database().db)
    const answer = await admin.post('/api/accounts/display/openid', { claimed: 'x' })
    expect(answer.body.error.message).toContain('account of the demonstration')
  })

  it.each([
    ['a name that is none', { name: 'Li Na', role: 'leader' }, 'A name is up to 63 small letters'],
    ['a role without its area', { name: 'x', role: 'manager' }, 'needs an area'],
    ['a role with an area too many', { name: 'x', role: 'leader', area: 'A' }, 'for the whole county'],
    ['an area that is none', { name: 'x', role: 'manager', area: 'Z' }, 'No area has the code "Z"'],
    ['a unit that is none', { name: 'x', role: 'handler', unit: 'z' }, 'No unit has the code "z"'],
    ['a name that is taken', { name: 'leader', role: 'leader' }, 'There is an account "leader" already'],
  ])('are not added with %s', async (_, body, message) => {
    const answer = await admin.post('/api/accounts', body)
    expect([answer.status, answer.body.error.message]).toEqual([400, expect.stringContaining(message)])
  })

  it('always leave an administrator', async () => {
    const { db } = database()
    const others = await sql<{ name: string }>`
      select account.name from account_grant join account on account.id = account_grant.account_id
      where role = 'administrator' order by account.id`.execute(db)
    const names = others.rows.map(({ name }) => name)
    const at = { role: 'administrator', area: null } as const
    for (const name of names.slice(1)) await revoke(db, name, at)
    await expect(revoke(db, names[0]!, at)).rejects.toThrow('is the last administrator')
    await db
      .insertInto('account_grant')
      .columns(['account_id', 'role'])
      .expression(
        db
          .selectFrom('account')
          .select(['id', sql<'administrator'>`'administrator'`.as('role')])
          .where('name', 'in', names.slice(1)),
      )
      .execute()
  })

  it('change their own password, knowing the present one', async () => {
    const { db } = database()
    const me = personOf(app, 'own', await signedIn(db, 'own', [{ role: 'leader', area: null }]))
    const other = (await signIn('own', PASSWORD)).cookie
    const wrong = await me.post('/api/session/password', {
      password: 'not it at all',
      newPassword: 'a new password',
    })
    expect(wrong.body.error.code).toBe('wrong_credentials')
    const response = await me.send('/api/session/password', {
      password: PASSWORD,
      newPassword: 'a new password',
    })
    expect(response.statusCode).toBe(204)
    const cookie = String(response.headers['set-cookie']).split(';')[0]!
    expect((await get(app, '/api/session', { cookie })).body.viewer.name).toBe('own')
    expect((await get(app, '/api/session', { cookie: other })).body.viewer).toBe(null)
    expect((await signIn('own', PASSWORD)).status).toBe(401)
  })
})

describeOnDatabases('tokens for programs', (database) => {
  it('act as their account, read unless they may write, expire, and can be ended', async () => {
    const { db } = database()
    await loadSmallCounty(db)
    const app = await openServer(db)
    await hireStaff(app, db)
    const reading = await addToken(db, 'manager', { label: 'reports', days: 30, canWrite: false })
    const writing = await addToken(db, 'operator', { label: 'hotline', days: 30, canWrite: true })
    const ask = async (token: string, options: object) => {
      const headers = { cookie: '', 'x-csrf-token': '', authorization: `Bearer ${token}` }
      const response = await app.inject({ headers, ...options })
      return { status: response.statusCode, body: response.json() }
    }
    const own = await ask(reading, { url: '/api/incidents?area=A' })
    expect(own.status).toBe(200)
    expect((await ask(reading, { url: '/api/incidents?area=B' })).body.error.code).toBe('out_of_scope')
    const report = { method: 'POST', url: '/api/incidents', payload: REPORT }
    expect((await ask(reading, report)).body.error.code).toBe('not_allowed')
    expect((await ask(writing, report)).status).toBe(201)
    expect((await ask('wg_none', { url: '/api/incidents' })).status).toBe(401)
    // The cookie of somebody who is signed in does not count beside a token that is none.
    expect((await get(app, '/api/incidents', { authorization: 'Bearer wg_none' })).status).toBe(401)

    expect((await listTokens(db)).map(({ account, label }) => `${account} ${label}`)).toEqual([
      'manager reports',
      'operator hotline',
    ])
    const { rows } = await sql<{ hash: string }>`select token_hash as hash from api_token`.execute(db)
    expect(rows.some(({ hash }) => hash.includes(reading) || reading.includes(hash))).toBe(false)
    await sql`update api_token set created_at = now() - interval '2 days', expires_at = now() - interval '1 day'
      where label = 'reports'`.execute(db)
    expect((await ask(reading, { url: '/api/incidents' })).status).toBe(401)
    await removeToken(db, (await listTokens(db))[0]!.id)
    expect((await ask(writing, report)).status).toBe(401)
    await app.close()
  })
})
