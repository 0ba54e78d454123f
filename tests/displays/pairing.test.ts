import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { hashToken } from '../../server/accounts/token.ts'
import type { Db } from '../../server/db/connect.ts'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { LiveReader } from '../support/live-reader.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { pairDisplay, readCookie } from './pair-display.ts'

describeOnDatabases('a display', (database) => {
  let app: App
  let db: Db
  let url: string
  const readers: LiveReader[] = []
  beforeAll(async () => {
    const { listen } = database()
    db = database().db
    await loadSmallCounty(db)
    app = await openServer(db, { listen })
    url = await app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(async () => {
    for (const reader of readers) reader.close()
    await app.close()
  })
  const get = (path: string, cookie: string) => app.inject({ url: path, headers: { cookie } })

  it('shows a code, and is a display once it was typed in; nobody else takes its place', async () => {
    const begun = await app.inject({ method: 'POST', url: '/api/wall/pairing' })
    expect(begun.statusCode).toBe(201)
    const { code } = begun.json()
    expect(code).toMatch(/^[0-9A-HJ-NP-Z]{6}$/)
    const waiting = readCookie(begun)
    expect((await get('/api/wall/pairing', waiting)).json()).toMatchObject({ state: 'waiting', code })
    expect((await get('/api/wall/pairing', '')).json()).toMatchObject({ state: 'none', code: null })
    expect((await get('/api/wall/plan', waiting)).json().error.code).toBe('unauthenticated')
    await pairDisplay(db, { code, area: 'C', name: '大厅' })

    const paired = await get('/api/wall/pairing', waiting)
    expect(paired.json()).toEqual({ state: 'paired', code: null, expiresAt: null })
    const plan = (await get('/api/wall/plan?build=b1', readCookie(paired))).json()
    expect(plan).toMatchObject({
      display: { name: '大厅' },
      area: 'C',
      language: 'zh',
      theme: 'dark',
      pin: null,
    })
    expect(plan.scenes.map(({ area }: { area: string }) => area)).toEqual(['C', 'A', 'B'])
    expect((await get('/api/wall/pairing', waiting)).json().state).toBe('none')
    const row = await db.selectFrom('display').select(['build', 'seen_at']).executeTakeFirstOrThrow()
    expect(row.build).toBe('b1')
    expect(row.seen_at).not.toBeNull()
  })

  it('reads what a wall shows, and nothing else', async () => {
    const { cookie } = await pairDisplay(db, { area: 'A', name: '甲镇' })
    for (const open of ['/api/county', '/api/areas', '/api/areas/A', '/api/wall/picture', '/api/wall/plan'])
      expect((await get(open, cookie)).statusCode, open).toBe(200)
    for (const shut of [
      '/api/incidents',
      '/api/incidents/1',
      '/api/incidents.arrow',
      '/api/summary',
      '/api/coverage',
      '/api/duty/now',
      '/api/operators',
      '/api/displays',
      '/api/live',
      '/api/queue',
    ])
      expect((await get(shut, cookie)).statusCode, shut).toBe(401)
    expect((await get('/api/wall/picture?area=B', cookie)).json().error.code).toBe('out_of_scope')
    const change = await app.inject({
      method: 'POST',
      url: '/api/incidents',
      headers: { cookie },
      payload: { category: '0301', title: 'x' },
    })
    expect(change.statusCode).toBe(401)
  })

  it('is the display also where a person is signed in on its machine', async () => {
    const { cookie } = await pairDisplay(db, { area: 'A', name: '甲镇二' })
    const person = await signedIn(db, 'wall-leader', [{ role: 'leader', area: null }])
    const both = `${cookie}; ${person.cookie}`
    expect((await get('/api/wall/plan', both)).json().display).toMatchObject({ name: '甲镇二' })
    expect((await get('/api/wall/plan', person.cookie)).json()).toMatchObject({ display: null, area: 'C' })
  })

  it('gets a new token every day; the one of before holds until it has come with the new one', async () => {
    const { cookie, id } = await pairDisplay(db, { area: 'C', name: '换证' })
    const age = (time: string) =>
      sql`update display set token_at = now() - ${time}::interval where id = ${id}`.execute(db)
    const same = await get('/api/wall/plan', cookie)
    expect(same.headers['set-cookie']).toBeUndefined()

    await age('2 days')
    const [first, second] = await Promise.all([get('/api/wall/plan', cookie), get('/api/wall/plan', cookie)])
    const given = [first, second].filter(({ headers }) => headers['set-cookie'] !== undefined)
    expect(given).toHaveLength(1)
    // As if that answer had been lost: after a minute it gets another one.
    await age('2 minutes')
    const again = await get('/api/wall/plan', cookie)
    const renewed = readCookie(again)
    expect(renewed).not.toBe(cookie)
    expect((await get('/api/wall/plan', renewed)).statusCode).toBe(200)
    expect((await get('/api/wall/plan', cookie)).statusCode).toBe(401)
    expect((await get('/api/wall/plan', readCookie(given[0]!))).statusCode).toBe(401)
  })

  it('is told of a new plan, and is nothing any more once it was turned off', async () => {
    const { cookie, id } = await pairDisplay(db, { area: 'C', name: '直播' })
    const reader = await LiveReader.open(url, cookie, undefined, '/api/wall/live')
    readers.push(reader)
    await expect.poll(() => reader.events.map(({ event }) => event)).toContain('hello')
    await sql`update display set theme = 'light' where id = ${id}`.execute(db)
    await expect.poll(() => reader.events.map(({ event }) => event)).toContain('plan')
    await sql`update display set seen_at = now() where id = ${id}`.execute(db)
    await sql`delete from display where id = ${id}`.execute(db)
    await expect.poll(() => reader.ended).toBe(true)
    expect(reader.events.filter(({ event }) => event === 'plan')).toHaveLength(1)
    expect((await get('/api/wall/plan', cookie)).statusCode).toBe(401)
  })

  it('forgets codes that have expired', async () => {
    const begun = await app.inject({ method: 'POST', url: '/api/wall/pairing' })
    await sql`update display_pairing set expires_at = now() - interval '1 second' where code = ${begun.json().code}`.execute(
      db,
    )
    expect((await get('/api/wall/pairing', readCookie(begun))).json().state).toBe('none')
    await app.inject({ method: 'POST', url: '/api/wall/pairing' })
    const { rows } = await sql`select 1 from display_pairing where code = ${begun.json().code}`.execute(db)
    expect(rows).toEqual([])
  })

  it('never has its token in the database', async () => {
    const { cookie, id } = await pairDisplay(db, { area: 'C', name: '密' })
    const token = cookie.slice(cookie.indexOf('=') + 1)
    const row = await db.selectFrom('display').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(row.token_hash).toBe(hashToken(token))
    expect(JSON.stringify(row)).not.toContain(token)
  })
})
