import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addOpenIdAccount } from '../../../server/accounts/openid/manage.ts'
import type { OpenIdSettings } from '../../../server/accounts/openid/settings.ts'
import type { App } from '../../../server/app-types.ts'
import { buildApp } from '../../../server/app.ts'
import { PASSWORD, signedIn } from '../../support/accounts.ts'
import { describeOnDatabases } from '../../support/databases.ts'
import { openProvider, settingsFor, type TestProvider } from '../../support/openid-provider.ts'
import { CALLBACK, faultOf, PUBLIC_URL, Visitor } from '../../support/openid-visitor.ts'
import { openServer, plainConfig } from '../../support/server.ts'
import { loadSmallCounty } from '../../support/small-county.ts'

const LEADER = { role: 'leader', area: null } as const

describeOnDatabases('the way back from a provider', (database) => {
  let app: App
  let provider: TestProvider
  const visitor = () => new Visitor(app)
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    provider = await openProvider(PUBLIC_URL + CALLBACK)
    app = await openServer(database().db, { publicUrl: PUBLIC_URL, openId: settingsFor(provider.issuer) })
    await addOpenIdAccount(database().db, 'li.na', 'li.na', LEADER)
  })
  afterAll(async () => {
    await app.close()
    await provider.stop()
  })

  /** Changes something in the way back before it is asked, and tells what came of it. */
  async function tampered(change: (back: string, person: Visitor) => string | Promise<string>) {
    const person = visitor()
    const back = await person.visit(await person.leave('/incidents'), { subject: 'li.na' })
    const { location } = (await person.ask(await change(back, person))).headers
    expect(await person.name(), 'nobody is let in').toBe(null)
    return { place: location!.split('?')[0], fault: faultOf(location!) }
  }
  const replaced = (path: string, name: string, value: string) => {
    const url = new URL(path, PUBLIC_URL)
    url.searchParams.set(name, value)
    return url.pathname + url.search
  }
  const inDatabase = (change: string) =>
    sql`update openid_attempt set ${sql.raw(change)}`.execute(database().db)

  it.each<[string, string, string, (back: string, person: Visitor) => string | Promise<string>]>([
    ['a state that is forged', '/', 'openid_expired', (back) => replaced(back, 'state', 'x'.repeat(43))],
    ['no state', '/', 'openid_expired', (back) => back.replace(/([?&])state=[^&]*&?/, '$1')],
    ['no query', '/', 'openid_expired', () => CALLBACK],
    ['two states', '/', 'invalid_input', (back) => `${back}&state=x`],
    ['a code that is forged', '/incidents', 'openid_expired', (back) => replaced(back, 'code', 'x')],
    ['no code', '/incidents', 'openid_failed', (back) => back.replace(/([?&])code=[^&]*&?/, '$1')],
    [
      'another issuer',
      '/incidents',
      'openid_failed',
      (back) => replaced(back, 'iss', 'https://evil.example'),
    ],
    [
      'an error that is made up',
      '/incidents',
      'openid_failed',
      (back) => replaced(back, 'error', 'server_error'),
    ],
    [
      'the cookie of another browser',
      '/',
      'openid_expired',
      (back, { ours }) => {
        ours.set('wangge-openid', 'x'.repeat(43))
        return back
      },
    ],
    [
      'no cookie',
      '/',
      'openid_expired',
      (back, { ours }) => {
        ours.clear()
        return back
      },
    ],
    [
      'a token for another request (nonce)',
      '/incidents',
      'openid_failed',
      async (back) => {
        await inDatabase("nonce = 'another'")
        return back
      },
    ],
    [
      'the verifier of another request (PKCE)',
      '/incidents',
      'openid_expired',
      async (back) => {
        await inDatabase(`code_verifier = '${'x'.repeat(43)}'`)
        return back
      },
    ],
    [
      'a delay of eleven minutes',
      '/',
      'openid_expired',
      async (back) => {
        await inDatabase("created_at = now() - interval '11 minutes'")
        return back
      },
    ],
  ])('lets nobody in with %s', async (_name, place, fault, change) => {
    expect(await tampered(change)).toEqual({ place, fault })
  })

  it('is open once', async () => {
    const person = visitor()
    const back = await person.visit(await person.leave(), { subject: 'li.na' })
    const thief = visitor()
    for (const [name, value] of person.ours) thief.ours.set(name, value)
    expect((await person.ask(back)).headers.location).toBe('/')
    expect(await person.name()).toBe('li.na')
    expect(faultOf((await thief.ask(back)).headers.location!)).toBe('openid_expired')
    expect(await thief.name()).toBe(null)
  })

  it('says who refused, and who is not known, and keeps where they wanted to go', async () => {
    expect(await visitor().signIn('refuse', '/incidents?all=1')).toBe(
      '/incidents?all=1&signInFault=openid_denied',
    )
    expect(await visitor().signIn({ subject: 'nobody' })).toBe('/?signInFault=openid_unknown')
  })

  it('leaves nothing behind of who never came back', async () => {
    await visitor().leave()
    await inDatabase("created_at = now() - interval '11 minutes'")
    await visitor().leave()
    const rows = await database().db.selectFrom('openid_attempt').select('state_hash').execute()
    expect(rows).toHaveLength(1)
  })

  it('keeps nothing that could be used by whoever reads the database', async () => {
    const person = visitor()
    const page = await person.leave()
    const { rows } = await sql<{
      row: string
    }>`select openid_attempt::text as row from openid_attempt`.execute(database().db)
    for (const secret of [new URL(page).searchParams.get('state')!, person.ours.get('wangge-openid')!]) {
      expect(secret).toMatch(/^[\w-]{43}$/)
      for (const { row } of rows) expect(row).not.toContain(secret)
    }
  })

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/incidents/../..//evil.example',
    'javascript:alert(1)',
    '/%2f/evil.example',
    '/incidents#x',
    `/?${'x'.repeat(3000)}`,
  ])('never leads to another place: %s', async (returnTo) => {
    const response = await visitor().ask(`/api/session/openid?returnTo=${encodeURIComponent(returnTo)}`)
    expect([response.statusCode, response.headers.location]).toEqual([302, '/?signInFault=invalid_input'])
  })

  it('is told to the person also where they ask too often', async () => {
    const person = visitor()
    let last = ''
    for (let i = 0; i < 61; i += 1) last = (await person.ask(`${CALLBACK}?state=${i}`)).headers.location!
    expect(faultOf(last)).toBe('too_many_requests')
  })
})

describeOnDatabases('a provider', (database) => {
  beforeAll(() => loadSmallCounty(database().db))
  const open = async (config: { openId?: OpenIdSettings; publicUrl?: string }) => {
    const app = await buildApp({
      db: database().db,
      listen: null,
      config: { ...plainConfig, ...config },
      webFolder: null,
    })
    await app.ready()
    return app
  }

  it('that is down keeps nobody from starting or from a password, and works as soon as it is up', async () => {
    const { db } = database()
    const provider = await openProvider(PUBLIC_URL + CALLBACK)
    await provider.stop()
    const app = await open({ publicUrl: PUBLIC_URL, openId: settingsFor(provider.issuer) })
    await signedIn(db, 'password', [LEADER])
    await addOpenIdAccount(db, 'li.na', 'li.na', LEADER)
    const person = new Visitor(app)
    expect(await person.leave('/incidents')).toBe('/incidents?signInFault=openid_unreachable')
    const payload = { username: 'password', password: PASSWORD }
    const headers = { cookie: '' }
    const response = await app.inject({ method: 'POST', url: '/api/session', headers, payload })
    expect(response.statusCode).toBe(200)
    await provider.start()
    const page = await person.leave()
    const back = await person.visit(page, { subject: 'li.na' })
    await provider.stop()
    // It went down while the person was on the way back.
    expect(faultOf((await person.ask(back)).headers.location!)).toBe('openid_unreachable')
    await provider.start()
    expect(await person.signIn({ subject: 'li.na' })).toBe('/')
    await provider.stop()
    await app.close()
  })

  it('that knows us by another secret lets nobody in', async () => {
    const provider = await openProvider(PUBLIC_URL + CALLBACK)
    const openId = { ...settingsFor(provider.issuer), clientSecret: 'another one' }
    const app = await open({ publicUrl: PUBLIC_URL, openId })
    const person = new Visitor(app)
    expect(faultOf(await person.signIn({ subject: 'li.na' }))).toBe('openid_failed')
    await app.close()
    await provider.stop()
  })

  it('whose tokens are not signed by its keys lets nobody in', async () => {
    const provider = await openProvider(PUBLIC_URL + CALLBACK, { falseKeys: true })
    const app = await open({ publicUrl: PUBLIC_URL, openId: settingsFor(provider.issuer) })
    await addOpenIdAccount(database().db, 'forged', 'forged', LEADER)
    const person = new Visitor(app)
    expect(faultOf(await person.signIn({ subject: 'forged' }))).toBe('openid_failed')
    expect(await person.name()).toBe(null)
    await app.close()
    await provider.stop()
  })

  it('may take us without a secret', async () => {
    const provider = await openProvider(PUBLIC_URL + CALLBACK, { secret: null })
    const openId = { ...settingsFor(provider.issuer), clientSecret: null }
    const app = await open({ publicUrl: PUBLIC_URL, openId })
    await addOpenIdAccount(database().db, 'open', 'open', LEADER)
    const person = new Visitor(app)
    await person.signIn({ subject: 'open' })
    expect(await person.name()).toBe('open')
    await app.close()
    await provider.stop()
  })

  it('that is none, or not the one that was named, is told as such', async () => {
    const provider = await openProvider(PUBLIC_URL + CALLBACK)
    const openId = settingsFor(`${provider.issuer}/elsewhere`)
    const app = await open({ publicUrl: PUBLIC_URL, openId })
    expect(await new Visitor(app).leave()).toBe('/?signInFault=openid_failed')
    await app.close()
    const without = await open({})
    expect(await new Visitor(without).leave()).toBe('/?signInFault=not_found')
    expect((await new Visitor(without).ask('/api/session')).json().openId).toBe(null)
    await without.close()
    await provider.stop()
  })

  it('sends its cookies over HTTPS only where we are there', async () => {
    const publicUrl = 'https://wangge.test'
    const provider = await openProvider(publicUrl + CALLBACK)
    const app = await open({ publicUrl, openId: settingsFor(provider.issuer) })
    const response = await new Visitor(app).ask('/api/session/openid')
    expect(response.headers['set-cookie']).toMatch(
      /^__Host-wangge-openid=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    await app.close()
    await provider.stop()
  })
})
