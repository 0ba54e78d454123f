import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { LiveReader } from '../support/live-reader.ts'
import { hireStaff, REPORT, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('an incident that leaves a unit', (database) => {
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
    const sign = async (name: string, role: Parameters<typeof signedIn>[2][0]) =>
      (cookies[name] = (await signedIn(db, `gone-${name}`, [role])).cookie)
    await sign('leader', { role: 'leader', area: null })
    await sign('roads', { role: 'handler', area: null, unit: 'roads' })
    await sign('police', { role: 'handler', area: null, unit: 'police' })
    await sign('b', { role: 'manager', area: 'B' })
  })
  afterAll(async () => {
    for (const reader of readers) reader.close()
    await app.close()
  })

  /** A stream of what happens from now on: one that begins before the server has read its log to the end tells of before, too. */
  const open = async (who: string): Promise<LiveReader> => {
    const { seq } = await database().db.selectFrom('event_head').select('seq').executeTakeFirstOrThrow()
    const begun = async () => {
      const reader = await LiveReader.open(url, cookies[who]!)
      await expect.poll(() => reader.events.length).toBeGreaterThan(0)
      readers.push(reader)
      if (reader.lastId < seq) reader.close()
      return reader.lastId
    }
    await expect.poll(begun).toBeGreaterThanOrEqual(seq)
    return readers.at(-1)!
  }
  const told = (reader: LiveReader) =>
    reader.events.filter(({ event }) => event === 'step' || event === 'gone')
  async function withUnit(unit: string): Promise<number> {
    const { id } = (await staff.dispatcher.post('/api/incidents', REPORT)).body
    await staff.dispatcher.act(id, 'accept')
    await staff.dispatcher.act(id, 'dispatch', { data: { unit } })
    return id
  }
  async function giveBack(id: number): Promise<void> {
    await staff.handler.act(id, 'requestReturn', { note: '不归我们' })
    await staff.dispatcher.act(id, 'approve')
  }

  it('is told to its people, by its id and no more; to others it is a step or nothing', async () => {
    const id = await withUnit('roads')
    const [leader, roads, police, b] = [
      await open('leader'),
      await open('roads'),
      await open('police'),
      await open('b'),
    ]
    await giveBack(id)
    await expect.poll(() => told(roads).map(({ event }) => event)).toEqual(['step', 'gone'])
    const gone = told(roads).at(-1)!
    expect(gone.data).toEqual({ seq: gone.id, id })
    await staff.dispatcher.act(id, 'dispatch', { data: { unit: 'police' } })
    await expect.poll(() => told(police).map(({ event }) => event)).toEqual(['step'])
    await expect.poll(() => told(leader).map(({ event }) => event)).toEqual(['step', 'step', 'step'])
    expect(told(roads)).toHaveLength(2)
    expect(told(b)).toEqual([])
  })

  it('is on record with the unit that it left, when opened again too', async () => {
    const id = await withUnit('roads')
    await staff.handler.act(id, 'start')
    await staff.handler.act(id, 'feedback', { note: '好了' })
    await staff.dispatcher.act(id, 'pass')
    const roads = await open('roads')
    await staff.dispatcher.act(id, 'reopen', { note: '又坏了' })
    await expect.poll(() => told(roads).map(({ event }) => event)).toEqual(['gone'])
    const { steps } = (await staff.leader.get(`/api/incidents/${id}/life`)).body
    expect(steps.at(-1)).toMatchObject({ action: 'reopen', data: { leftUnit: 'roads' } })
    expect((await verifyChain(database().db)).fault).toBe(null)
  })

  it('and came back to it is a step again', async () => {
    const id = await withUnit('roads')
    const roads = await open('roads')
    await giveBack(id)
    await staff.dispatcher.act(id, 'dispatch', { data: { unit: 'roads' } })
    await expect.poll(() => told(roads).at(-1)?.data).toMatchObject({ id, action: 'dispatch' })
  })
})
