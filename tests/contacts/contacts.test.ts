import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import type { Db } from '../../server/db/connect.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { Keyring } from '../../server/secret/keyring.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, personOf, REPORT, type Staff } from '../support/people.ts'
import { signedIn } from '../support/accounts.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { close, handled, PLANTED } from './planted.ts'

const count = async (db: Db): Promise<number> =>
  (await sql<{ count: number }>`select count(*)::int as count from reporter_contact`.execute(db)).rows[0]!
    .count

const stepsOf = async ({ leader }: Staff, id: number) =>
  (await leader.get(`/api/incidents/${id}/life`)).body.steps as Record<string, unknown>[]

describeOnDatabases('the contact details of a reporter', (database) => {
  let app: App
  let staff: Staff
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
  })
  afterAll(() => app.close())

  const read = (who: keyof Staff, id: number) => staff[who].post(`/api/incidents/${id}/contact`, {})

  it.each([
    [PLANTED, PLANTED],
    [{ phone: ' 13800138000 ' }, { name: null, phone: '13800138000' }],
    [{ name: ' 王"\\大爷🚧 ' }, { name: '王"\\大爷🚧', phone: null }],
  ])('come to the handler as they were given: %j', async (given, expected) => {
    const id = await handled(staff, given)
    const { status, body, headers } = await read('handler', id)
    expect([status, body]).toEqual([200, expected])
    expect(headers['cache-control']).toBe('private, no-store')
  })

  it.each([
    [{}],
    [{ name: '  ' }],
    [{ name: '甲\n乙' }],
    [{ name: '甲'.repeat(51) }],
    [{ phone: 'call me' }],
    [{ phone: '1234' }],
    [{ phone: `1${' 2'.repeat(19)}` }],
    [{ phone: 13800138000 }],
    [{ phone: '13800138000', wechat: 'x' }],
    [null],
  ])('are refused as %j, and nothing is put on file', async (contact) => {
    const before = await count(database().db)
    const { status, body } = await staff.operator.post('/api/incidents', { ...REPORT, contact })
    expect([status, body.error.code]).toEqual([400, 'invalid_input'])
    expect(JSON.stringify(body)).not.toContain('13800138000')
    expect(await count(database().db)).toBe(before)
  })

  it('stand in the database sealed, all as long, each under a nonce of its own', async () => {
    const ids = [await handled(staff), await handled(staff), await handled(staff, { phone: '12345' })]
    const rows = await database()
      .db.selectFrom('reporter_contact')
      .selectAll()
      .where('incident_id', 'in', ids)
      .execute()
    expect(new Set(rows.map(({ sealed }) => sealed.length))).toEqual(new Set([540]))
    expect(new Set(rows.map(({ sealed }) => Buffer.from(sealed).toString('hex'))).size).toBe(3)
  })

  it('are told of on file, and each reading with who and when, but not what they are', async () => {
    const id = await handled(staff)
    const before = Date.now()
    for (let i = 0; i < 2; i += 1) expect((await read('handler', id)).status).toBe(200)
    const steps = await stepsOf(staff, id)
    expect(steps[0]).toMatchObject({ action: 'report', data: { contact: 'given' } })
    const readings = steps.filter(({ action }) => action === 'readContact')
    expect(readings).toHaveLength(2)
    expect(readings[0]).toMatchObject({ actor: 'handler', role: 'handler', from: 'handling', to: 'handling' })
    expect(readings[0]).toMatchObject({ note: null, data: {}, version: 4 })
    expect(Date.parse(readings[0]!['at'] as string)).toBeGreaterThanOrEqual(before)
    expect((await verifyChain(database().db)).fault).toBe(null)
  })

  it('may be read while others act: nobody comes too late by that', async () => {
    const id = await handled(staff)
    const { version } = (await staff.leader.get(`/api/incidents/${id}/life`)).body
    expect((await read('handler', id)).status).toBe(200)
    const urge = { action: 'urge' }
    const urged = await staff.leader.post(`/api/incidents/${id}/actions`, urge, {
      'if-match': `"${version}"`,
    })
    expect([urged.status, urged.body.version]).toEqual([200, version + 1])
  })

  it('are for whoever works for the unit that has the incident, while they handle it, and nobody else', async () => {
    const everybody = Object.keys(staff) as (keyof Staff)[]
    /** Who may read now, and whether each was told so; refusals leave nothing on file. */
    const readers = async (id: number): Promise<string[]> => {
      const may: string[] = []
      for (const who of everybody) {
        const life = await staff[who].get(`/api/incidents/${id}/life`)
        const before = (await stepsOf(staff, id)).length
        const { status, body } = await read(who, id)
        const told = `${who}: ${JSON.stringify(body)}`
        expect(life.body.mayReadContact ?? false, told).toBe(status === 200)
        expect((await stepsOf(staff, id)).length, told).toBe(before + (status === 200 ? 1 : 0))
        if (status === 200) may.push(who)
        else expect(['not_allowed', 'unknown_incident'], told).toContain(body.error.code)
      }
      return may
    }
    const { dispatcher, manager, handler } = staff
    const { id } = (await staff.operator.post('/api/incidents', { ...REPORT, contact: PLANTED })).body
    const told: Record<string, string[]> = { reported: await readers(id) }
    await dispatcher.act(id, 'accept')
    told['accepted'] = await readers(id)
    await dispatcher.act(id, 'dispatch', { data: { unit: 'roads' } })
    told['dispatched to roads'] = await readers(id)
    await handler.act(id, 'requestReturn', { note: 'x' })
    await dispatcher.act(id, 'approve')
    told['returned'] = await readers(id)
    await dispatcher.act(id, 'dispatch', { data: { unit: 'town-a' } })
    told['dispatched to the township'] = await readers(id)
    await manager.act(id, 'start')
    told['handling'] = await readers(id)
    await manager.act(id, 'feedback', { note: 'x' })
    told['verifying'] = await readers(id)
    await dispatcher.act(id, 'pass')
    told['closed'] = await readers(id)
    expect(told).toEqual({
      reported: [],
      accepted: [],
      'dispatched to roads': ['handler'],
      returned: [],
      'dispatched to the township': ['manager'],
      handling: ['manager'],
      verifying: [],
      closed: [],
    })
  })

  it('are not there where none were given: everybody is told so, and nothing can be read', async () => {
    const { dispatcher, handler, operator } = staff
    const { id } = (await operator.post('/api/incidents', REPORT)).body
    await dispatcher.act(id, 'accept')
    await dispatcher.act(id, 'dispatch', { data: { unit: 'roads' } })
    expect((await handler.get(`/api/incidents/${id}/life`)).body).toMatchObject({
      hasContact: false,
      mayReadContact: false,
      steps: [{ data: {} }, {}, {}],
    })
    const { status, body } = await read('handler', id)
    expect([status, body.error.code]).toEqual([404, 'not_found'])
    const other = await handled(staff)
    expect((await staff.analyst.get(`/api/incidents/${other}/life`)).body).toMatchObject({
      hasContact: true,
      mayReadContact: false,
    })
  })

  it('make a report that is sent again the same one only with the same details', async () => {
    const send = (key: string, contact?: object) =>
      staff.operator.post(
        '/api/incidents',
        { ...REPORT, ...(contact ? { contact } : {}) },
        { 'idempotency-key': key },
      )
    const first = (await send('contact-1', PLANTED)).body.id
    expect((await send('contact-1', { ...PLANTED, phone: ` ${PLANTED.phone}` })).body.id).toBe(first)
    for (const other of [{ ...PLANTED, phone: '13944710826' }, { phone: PLANTED.phone }, undefined])
      expect((await send('contact-1', other)).body.error?.code).toBe('key_reused')
    const anonymous = (await send('contact-2')).body.id
    expect((await send('contact-2')).body.id).toBe(anonymous)
    expect((await send('contact-2', PLANTED)).body.error.code).toBe('key_reused')
    // The hash that is kept is the same for every number: it cannot be found by trying.
    await send('contact-3', { phone: '13944710826' })
    const rows = await database()
      .db.selectFrom('report_key')
      .select('body_hash')
      .where('key', 'in', ['contact-1', 'contact-3'])
      .execute()
    expect(new Set(rows.map(({ body_hash }) => body_hash)).size).toBe(1)
    // Once they are erased nobody can tell: it is the same report.
    await sql`delete from reporter_contact where incident_id = ${first}`.execute(database().db)
    expect((await send('contact-1', PLANTED)).body.id).toBe(first)
  })

  it('do not open when they were changed, or put to another incident; nothing is on file then', async () => {
    const { db } = database()
    const [id, other] = [await handled(staff), await handled(staff, { phone: '12345' })]
    const whole = await db
      .selectFrom('reporter_contact')
      .select('sealed')
      .where('incident_id', '=', id)
      .executeTakeFirstOrThrow()
    const changed = Buffer.from(whole.sealed)
    changed[40]! ^= 1
    const before = (await stepsOf(staff, id)).length
    const put = (sealed: Uint8Array, to: number) =>
      db.updateTable('reporter_contact').set({ sealed }).where('incident_id', '=', to).execute()
    await put(changed, id)
    await put(whole.sealed, other)
    for (const one of [id, other]) {
      const { status, body } = await read('handler', one)
      expect([status, body.error.code]).toEqual([503, 'contact_unavailable'])
      expect(body.error.message).toContain('do not open with their key')
    }
    expect((await stepsOf(staff, id)).length).toBe(before)
    await put(whole.sealed, id)
    expect((await read('handler', id)).body).toEqual(PLANTED)
  })

  it('are not given to a server that has another secret, or none, and it says which', async () => {
    const { db } = database()
    const id = await handled(staff)
    const ask = async (keyring: Keyring | null, what: (person: Staff['handler']) => Promise<unknown>) => {
      const server = await openServer(db, { keyring })
      const roles = [{ role: 'handler', area: null, unit: 'roads' }] as const
      const account = `elsewhere-${crypto.randomUUID()}`
      const answer = await what(personOf(server, account, await signedIn(db, account, [...roles])))
      await db.deleteFrom('account').where('name', 'in', [account, 'test-administrator']).execute()
      await server.close()
      return answer
    }
    await db.deleteFrom('account').where('name', '=', 'test-administrator').execute()
    const readThere = (person: Staff['handler']) => person.post(`/api/incidents/${id}/contact`, {})
    const other = new Keyring([Buffer.alloc(32, 1)])
    for (const [keyring, words] of [
      [other, 'which is neither WANGGE_SECRET nor one of WANGGE_SECRET_OLD'],
      [null, 'the setting WANGGE_SECRET is missing'],
    ] as const) {
      expect(await ask(keyring, readThere)).toMatchObject({
        status: 503,
        body: { error: { code: 'contact_unavailable', message: expect.stringContaining(words) } },
      })
    }
    expect(await ask(null, (person) => person.get('/api/county'))).toMatchObject({
      body: { contactDays: null },
    })
    expect(await ask(other, (person) => person.get('/api/county'))).toMatchObject({
      body: { contactDays: 30 },
    })
    const life = await ask(null, (person) => person.get(`/api/incidents/${id}/life`))
    expect(life).toMatchObject({ status: 200, body: { hasContact: true } })
  })

  it('are not read without end by one account', async () => {
    const id = await handled(staff)
    const statuses = await Promise.all(
      Array.from({ length: 35 }, async () => (await read('leader', id)).status),
    )
    expect(new Set(statuses)).toEqual(new Set([403, 429]))
    expect((await read('handler', id)).status).toBe(200)
    await close(staff, id)
  })
})

describeOnDatabases('without a secret', (database) => {
  it('a report is anonymous, or refused before anything is put on file', async () => {
    const { db } = database()
    await loadSmallCounty(db)
    const app = await openServer(db, { keyring: null })
    const { operator } = await hireStaff(app, db)
    const { status, body } = await operator.post('/api/incidents', { ...REPORT, contact: PLANTED })
    expect([status, body.error.code]).toEqual([503, 'contact_unavailable'])
    expect(body.error.message).toContain('WANGGE_SECRET is missing')
    expect((await db.selectFrom('event_head').select('seq').executeTakeFirstOrThrow()).seq).toBe(0)
    expect((await operator.post('/api/incidents', REPORT)).status).toBe(201)
    await app.close()
  })
})
