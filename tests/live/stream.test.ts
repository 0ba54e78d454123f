import { afterAll, beforeAll, expect, it } from 'vitest'
import { endSessions } from '../../server/accounts/manage.ts'
import type { App } from '../../server/app-types.ts'
import { appendEvent } from '../../server/events/append.ts'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { LiveReader } from '../support/live-reader.ts'
import { hireStaff, REPORT, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('the live stream', (database) => {
  let app: App
  let url: string
  let staff: Staff
  const cookies: Record<string, string> = {}
  const readers: LiveReader[] = []
  beforeAll(async () => {
    const { db, listen } = database()
    await loadSmallCounty(db)
    app = await openServer(db, { listen })
    url = await app.listen({ port: 0, host: '127.0.0.1' })
    staff = await hireStaff(app, db)
    cookies['county'] = (await signedIn(db, 'live-leader', [{ role: 'leader', area: null }])).cookie
    cookies['a'] = (await signedIn(db, 'live-a', [{ role: 'manager', area: 'A' }])).cookie
    cookies['b'] = (await signedIn(db, 'live-b', [{ role: 'manager', area: 'B' }])).cookie
    cookies['roads'] = (await signedIn(db, 'live-r', [{ role: 'handler', area: null, unit: 'roads' }])).cookie
  })
  afterAll(async () => {
    for (const reader of readers) reader.close()
    await app.close()
  })
  const open = async (who: string, cursor?: number) => {
    const reader = await LiveReader.open(url, cookies[who]!, cursor)
    readers.push(reader)
    await expect.poll(() => reader.events.length).toBeGreaterThan(0)
    return reader
  }
  /** Looks into a stream and leaves it: one account has only so many, and a poll may look often. */
  const look = async <Seen>(cursor: number | undefined, at: (reader: LiveReader) => Seen): Promise<Seen> => {
    const reader = await open('county', cursor)
    reader.close()
    return at(reader)
  }
  const report = async (): Promise<number> => (await staff.dispatcher.post('/api/incidents', REPORT)).body.id

  it('brings each step once, in order, to whoever sees the incident', async () => {
    const [county, a, b, roads] = [
      await open('county'),
      await open('a'),
      await open('b'),
      await open('roads'),
    ]
    const id = await report()
    await staff.dispatcher.act(id, 'accept')
    await staff.dispatcher.act(id, 'dispatch', { data: { unit: 'roads' } })
    await expect
      .poll(() => county.steps.map(({ data }) => data['action']))
      .toEqual(['report', 'accept', 'dispatch'])
    expect(county.steps.map(({ id: seq }) => seq)).toEqual(county.steps.map(({ data }) => data.seq))
    expect(county.steps.at(-1)!.data).toMatchObject({
      id,
      version: 3,
      state: 'dispatched',
      title: '路面塌陷',
      lon: 1_140_050_000,
      lat: 370_050_000,
    })
    await expect.poll(() => a.steps.length).toBe(3)
    // What was told to others has passed by now.
    await expect.poll(() => roads.steps.map(({ data }) => data['action'])).toContain('dispatch')
    expect(b.steps).toEqual([])
  })

  it('resumes behind what was seen, without loss or repetition', async () => {
    const first = await open('county')
    const seen = first.lastId
    first.close()
    const id = await report()
    await staff.dispatcher.act(id, 'accept')
    const again = await open('county', seen)
    await expect.poll(() => again.steps.map(({ data }) => data['action'])).toEqual(['report', 'accept'])
    expect(again.steps[0]!.id).toBe(seen + 1)
  })

  it('says to begin anew where too much has passed, or the number is none of ours', async () => {
    const { db } = database()
    await db.transaction().execute(async (trx) => {
      const event = {
        version: 1,
        action: 'urge',
        from: 'closed',
        to: 'closed',
        actor: 'x',
        actorRole: 'leader',
      }
      for (let i = 0; i < 2100; i += 1)
        await appendEvent(trx, { ...event, incidentId: 1, at: 0, note: null, data: {} })
    })
    await expect.poll(() => look(1, ({ events }) => events.map(({ event }) => event))).toContain('resync')
    // The log is read to its end: what comes from now on is new.
    const { seq } = await db.selectFrom('event_head').select('seq').executeTakeFirstOrThrow()
    await expect.poll(() => look(undefined, ({ lastId }) => lastId)).toBe(seq)
    const reader = await open('county', 99_999_999)
    await expect.poll(() => reader.events.map(({ event }) => event)).toContain('resync')
    const id = await report()
    await expect.poll(() => reader.steps.map(({ data }) => data['id'])).toEqual([id])
  }, 60_000)

  it('is for who is signed in, and says so with headers that no proxy gathers or keeps', async () => {
    expect((await LiveReader.open(url, '')).status).toBe(401)
    const { headers } = await open('county')
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    })
  })

  it('takes only so many, and says when to come again', async () => {
    const { db } = database()
    const small = await openServerWithCap(db, 1)
    const kept = await LiveReader.open(small.url, cookies['county']!)
    const refused = await LiveReader.open(small.url, cookies['county']!)
    expect(refused.status).toBe(503)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    kept.close()
    await expect.poll(async () => (await LiveReader.open(small.url, cookies['county']!)).status).toBe(200)
    await small.app.close()
  })

  async function openServerWithCap(db: Parameters<typeof openServer>[0], mostStreams: number) {
    await endSessions(db, 'test-administrator')
    await db.deleteFrom('account').where('name', '=', 'test-administrator').execute()
    const capped = await openServer(db, { mostStreams })
    return { app: capped, url: await capped.listen({ port: 0, host: '127.0.0.1' }) }
  }
})
