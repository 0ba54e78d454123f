import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { grant, revoke, setPassword } from '../../../server/accounts/manage.ts'
import { addOpenIdAccount, linkOpenId, unlinkOpenId } from '../../../server/accounts/openid/manage.ts'
import type { App } from '../../../server/app-types.ts'
import { PASSWORD, signedIn } from '../../support/accounts.ts'
import { describeOnDatabases } from '../../support/databases.ts'
import { CLIENT_ID, openProvider, settingsFor, type TestProvider } from '../../support/openid-provider.ts'
import { CALLBACK, faultOf, PUBLIC_URL, Visitor } from '../../support/openid-visitor.ts'
import { openServer } from '../../support/server.ts'
import { loadSmallCounty } from '../../support/small-county.ts'

const LEADER = { role: 'leader', area: null } as const

describeOnDatabases('signing in at a provider', (database) => {
  let app: App
  let provider: TestProvider
  const visitor = () => new Visitor(app)
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    provider = await openProvider(PUBLIC_URL + CALLBACK)
    app = await openServer(database().db, { publicUrl: PUBLIC_URL, openId: settingsFor(provider.issuer) })
  })
  afterAll(async () => {
    await app.close()
    await provider.stop()
  })

  it('is offered to whoever is at the door', async () => {
    const { openId } = (await visitor().ask('/api/session')).json()
    expect(openId).toEqual({ name: '县统一认证', url: `${PUBLIC_URL}/api/session/openid` })
  })

  it('lets in who is linked, with an ordinary session, where they wanted to go', async () => {
    await addOpenIdAccount(database().db, 'li.na', 'li.na', { role: 'manager', area: 'A' })
    const person = visitor()
    const page = new URL(await person.leave('/incidents?state=open&q=%E6%B0%B4'))
    expect(page.origin).toBe(provider.issuer)
    expect(Object.fromEntries(page.searchParams)).toMatchObject({
      client_id: CLIENT_ID,
      response_type: 'code',
      scope: 'openid profile',
      code_challenge_method: 'S256',
      redirect_uri: PUBLIC_URL + CALLBACK,
    })
    const back = await person.visit(page.href, { subject: 'li.na' })
    const response = await person.ask(back)
    expect(response.headers.location).toBe('/incidents?state=open&q=%E6%B0%B4')
    expect(response.headers['cache-control']).toBe('private, no-store')
    expect([response.headers['set-cookie']].flat()).toContainEqual(
      expect.stringMatching(/^wangge=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/),
    )
    const { viewer } = (await person.ask('/api/session')).json()
    expect(viewer).toMatchObject({ name: 'li.na', areas: ['A'], hasPassword: false })
  })

  it('is noted when somebody comes for the first time, and only then', async () => {
    await addOpenIdAccount(database().db, 'noted', 'noted', LEADER)
    for (let times = 0; times < 2; times += 1) await visitor().signIn({ subject: 'noted' })
    const { rows } = await sql<{ actor: string; data: { what: string } }>`
      select actor, data from incident_event where action = 'account' and data ->> 'account' = 'noted'`.execute(
      database().db,
    )
    expect(rows).toEqual([
      { actor: 'noted', data: { account: 'noted', what: `is linked to somebody at ${provider.issuer}` } },
    ])
  })

  it('goes by the subject, not by the name, once somebody came', async () => {
    await addOpenIdAccount(database().db, 'qian', 'qian', LEADER)
    provider.names.set('s-1', 'qian')
    const person = visitor()
    await person.signIn({ subject: 's-1' })
    expect(await person.name()).toBe('qian')
    // The name passes to somebody else there, who is not let in; its first bearer still is.
    provider.names.set('s-1', 'renamed').set('s-2', 'qian')
    const other = visitor()
    expect(faultOf(await other.signIn({ subject: 's-2' }))).toBe('openid_unknown')
    expect(await other.name()).toBe(null)
    const again = visitor()
    expect(await again.signIn({ subject: 's-1' })).toBe('/')
    expect(await again.name()).toBe('qian')
  })

  it('waits for the name that an administrator gave, which need not be that of the account', async () => {
    const { db } = database()
    await signedIn(db, 'sun', [LEADER])
    expect(faultOf(await visitor().signIn({ subject: 'sun' })), 'not linked').toBe('openid_unknown')
    await linkOpenId(db, 'sun', 'sun@county.example')
    expect(faultOf(await visitor().signIn({ subject: 'sun' })), 'another name').toBe('openid_unknown')
    const person = visitor()
    await person.signIn({ subject: 'sun@county.example' })
    expect(await person.name()).toBe('sun')
  })

  it('ends, with every session, when the link is undone or made anew', async () => {
    const { db } = database()
    await addOpenIdAccount(db, 'zhou', 'zhou', LEADER)
    provider.names.set('z-1', 'zhou')
    const person = visitor()
    await person.signIn({ subject: 'z-1' })
    await linkOpenId(db, 'zhou', 'zhou')
    expect(await person.name()).toBe(null)
    provider.names.set('z-1', 'left').set('z-2', 'zhou')
    const next = visitor()
    await next.signIn({ subject: 'z-2' })
    expect(await next.name()).toBe('zhou')
    await unlinkOpenId(db, 'zhou')
    expect(await next.name()).toBe(null)
    expect(faultOf(await next.signIn({ subject: 'z-2' }))).toBe('openid_unknown')
  })

  it('leaves an account that is locked locked, and one without a role without', async () => {
    const { db } = database()
    await addOpenIdAccount(db, 'wu', 'wu', LEADER)
    const first = visitor()
    await first.signIn({ subject: 'wu' })
    await sql`update account set locked_until = now() + interval '1 minute' where name = 'wu'`.execute(db)
    const person = visitor()
    expect(faultOf(await person.signIn({ subject: 'wu' }))).toBe('locked')
    expect(await person.name()).toBe(null)
    await sql`update account set locked_until = null where name = 'wu'`.execute(db)
    await grant(db, 'wu', { role: 'operator', area: 'A1a' })
    await revoke(db, 'wu', LEADER)
    await revoke(db, 'wu', { role: 'operator', area: 'A1a' })
    await person.signIn({ subject: 'wu' })
    expect(await person.name()).toBe('wu')
    expect((await person.ask('/api/incidents')).statusCode).toBe(403)
  })

  it('needs no password, so that guessing one locks nobody out', async () => {
    await addOpenIdAccount(database().db, 'zheng', 'zheng', LEADER)
    const codes: string[] = []
    for (let i = 0; i < 6; i += 1) {
      const response = await app.inject({
        method: 'POST',
        url: '/api/session',
        headers: { cookie: '' },
        payload: { username: 'zheng', password: `guess number ${i}` },
      })
      codes.push(response.json().error.code)
    }
    expect(new Set(codes.slice(0, 5))).toEqual(new Set(['wrong_credentials']))
    expect(codes[5]).toBe('locked')
    const person = visitor()
    await person.signIn({ subject: 'zheng' })
    expect(await person.name()).toBe('zheng')
  })

  it('goes beside a password, which goes on working', async () => {
    const { db } = database()
    await addOpenIdAccount(db, 'both', 'both', LEADER)
    await setPassword(db, 'both', PASSWORD)
    const payload = { username: 'both', password: PASSWORD }
    const response = await app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { cookie: '' },
      payload,
    })
    expect(response.json().viewer).toMatchObject({ name: 'both', hasPassword: true })
    expect(await visitor().signIn({ subject: 'both' })).toBe('/')
  })

  it('is asked for anew where somebody has left before', async () => {
    await addOpenIdAccount(database().db, 'left', 'left', LEADER)
    const person = visitor()
    await person.signIn({ subject: 'left' })
    expect(await person.leave()).not.toContain('prompt=')
    const { csrf } = (await person.ask('/api/session')).json().viewer
    const response = await person.ask('/api/session', 'DELETE', { 'x-csrf-token': csrf })
    expect(response.statusCode).toBe(204)
    expect(await person.name()).toBe(null)
    expect(await person.leave()).toContain('prompt=login')
    await person.signIn({ subject: 'left' })
    expect(await person.leave()).not.toContain('prompt=')
  })

  it('is possible in two tabs at once', async () => {
    await addOpenIdAccount(database().db, 'tabs', 'tabs', LEADER)
    const person = visitor()
    const [one, other] = [await person.leave('/incidents'), await person.leave('/accounts')]
    const back = await person.visit(one, { subject: 'tabs' })
    const otherBack = await person.visit(other, { subject: 'tabs' })
    expect((await person.ask(back)).headers.location).toBe('/incidents')
    expect((await person.ask(otherBack)).headers.location).toBe('/accounts')
  })
})
