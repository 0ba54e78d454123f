import { afterAll, beforeAll, expect, it } from 'vitest'
import { addToken, listTokens, removeToken } from '../../server/accounts/api-token.ts'
import { endSessions, grant, revoke, setPassword } from '../../server/accounts/manage.ts'
import type { App } from '../../server/app-types.ts'
import { buildApp } from '../../server/app.ts'
import { PASSWORD, signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { LiveReader } from '../support/live-reader.ts'
import { openServer, plainConfig } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

// The stream beats every 15 s, and what ends with a beat would end later than these tests wait.
const AT_ONCE = { timeout: 5000 }

describeOnDatabases('a live stream', (database) => {
  let app: App
  let other: App
  const urls: string[] = []
  beforeAll(async () => {
    const { db, listen } = database()
    await loadSmallCounty(db)
    app = await openServer(db, { listen })
    other = await buildApp({ db, listen, config: plainConfig, webFolder: null })
    for (const server of [app, other]) urls.push(await server.listen({ port: 0, host: '127.0.0.1' }))
  })
  afterAll(async () => {
    await app.close()
    await other.close()
  })

  let count = 0
  async function newReader() {
    const name = `reader-${(count += 1)}`
    const who = await signedIn(database().db, name, [{ role: 'manager', area: 'A' }])
    const readers = await Promise.all(urls.map((url) => LiveReader.open(url, who.cookie)))
    for (const reader of readers) await expect.poll(() => reader.events.length).toBe(1)
    return { name, ...who, readers }
  }

  it.each<[string, (of: { name: string; cookie: string; csrf: string }) => Promise<unknown>]>([
    [
      'signing out',
      ({ cookie, csrf }) =>
        app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie, 'x-csrf-token': csrf } }),
    ],
    ['being signed out', ({ name }) => endSessions(database().db, name)],
    ['a new password', ({ name }) => setPassword(database().db, name, `${PASSWORD}!`)],
    [
      'a removed account',
      ({ name }) => database().db.deleteFrom('account').where('name', '=', name).execute(),
    ],
  ])('ends at once in every process with %s, and nobody else’s does', async (_, end) => {
    const [mine, anothers] = [await newReader(), await newReader()]
    await end(mine)
    await expect.poll(() => mine.readers.map(({ ended }) => ended), AT_ONCE).toEqual([true, true])
    expect(anothers.readers.map(({ ended }) => ended)).toEqual([false, false])
    for (const reader of anothers.readers) reader.close()
  })

  it('of a program ends with its token', async () => {
    const { db } = database()
    const { name } = await newReader()
    const token = await addToken(db, name, { label: 'x', days: 1, canWrite: false })
    const response = await fetch(`${urls[0]}/api/live`, { headers: { authorization: `Bearer ${token}` } })
    const reading = response.body!.getReader()
    await reading.read()
    await removeToken(db, (await listTokens(db))[0]!.id)
    let last = await reading.read()
    while (!last.done) last = await reading.read()
    expect(last.done).toBe(true)
  })

  it('begins anew where roles were given or taken, for other things are seen', async () => {
    const { db } = database()
    const { name, readers } = await newReader()
    const events = () => readers.map(({ events: told }) => told.map(({ event }) => event))
    await grant(db, name, { role: 'manager', area: 'B' })
    await expect.poll(events, AT_ONCE).toEqual([
      ['hello', 'resync'],
      ['hello', 'resync'],
    ])
    await revoke(db, name, { role: 'manager', area: 'A' })
    await expect.poll(() => events().map((told) => told.length), AT_ONCE).toEqual([3, 3])
    for (const reader of readers) reader.close()
  })

  it('is one of 32 of an account at most; the next is told why, and others are not kept out', async () => {
    const { cookie } = await newReader()
    const readers = await Promise.all(Array.from({ length: 31 }, () => LiveReader.open(urls[0]!, cookie)))
    expect(readers.map(({ status }) => status)).toEqual(Array.from({ length: 31 }, () => 200))
    const refused = await fetch(`${urls[0]}/api/live`, { headers: { cookie } })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.json()).toMatchObject({ error: { code: 'too_many_own_streams' } })
    await newReader()
    readers[0]!.close()
    await expect
      .poll(async () => {
        const again = await LiveReader.open(urls[0]!, cookie)
        readers.push(again)
        return again.status
      })
      .toBe(200)
    for (const reader of readers) reader.close()
  })
})
