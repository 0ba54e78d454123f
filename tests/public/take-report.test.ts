import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { AreaIndex } from '../../server/areas/area-index.ts'
import { takeReport, type PublicReport } from '../../server/public/take-report.ts'
import { trackedBy } from '../../server/public/tracking.ts'
import { inScope } from '../../server/db/row-scope.ts'
import { asServed, describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Staff } from '../support/people.ts'
import { openServer, testKeyring } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { askPublic } from './solve.ts'

const WORDS = '路口的井盖不见了。晚上很危险，请尽快处理。'
const REPORT: PublicReport = { category: '0404', words: WORDS, place: { lon: 114.0051, lat: 37.0052 } }
const CONTACT = { name: '李秀英', phone: '13903190000' }
const offsetMs = () => 8 * 3_600_000

describeOnDatabases('a report without an account', (database) => {
  let app: App
  let staff: Staff
  let areas: AreaIndex
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    staff = await hireStaff(app, db)
    areas = await AreaIndex.load(db)
  })
  afterAll(() => app.close())

  const take = (report: PublicReport, key: string | null = null) =>
    takeReport({ db: asServed(database().db), areas, offsetMs, keyring: testKeyring }, report, {
      now: Date.now(),
      key,
    })

  it('is an incident like every other: numbered, in its grid, due, on the chain', async () => {
    const { id, number, code } = await take({ ...REPORT, contact: CONTACT })
    const { body } = await staff.dispatcher.get(`/api/incidents/${id}`)
    expect(body).toMatchObject({
      number,
      source: 'public',
      title: '路口的井盖不见了',
      area: 'A1a',
      state: 'reported',
    })
    const { body: life } = await staff.dispatcher.get(`/api/incidents/${id}/life`)
    expect(life.dueAt).not.toBeNull()
    expect(life.steps).toMatchObject([
      { action: 'report', actor: 'public', role: 'public', data: { contact: 'given' } },
    ])
    expect(code).toMatch(/^(\w{4}-){3}\w{4}$/)
    expect(
      await inScope(asServed(database().db), 'county', (trx) => trackedBy(trx, code.toLowerCase())),
    ).toEqual({
      incidentId: id,
      kind: 'report',
    })
  })

  it('keeps its code nowhere, and contact details only sealed', async () => {
    const { code } = await take({ ...REPORT, contact: CONTACT })
    const { rows } = await sql<{ text: string }>`
      select coalesce(string_agg(tracking::text, ''), '') || (select string_agg(incident::text, '') from incident)
        || (select string_agg(incident_event::text, '') from incident_event) as text from tracking`.execute(
      database().db,
    )
    for (const secret of [code, code.replaceAll('-', ''), CONTACT.name, CONTACT.phone])
      expect(rows[0]!.text).not.toContain(secret)
  })

  it('is the same report when it is sent again, also at once, and another under the same key is refused', async () => {
    const key = crypto.randomUUID()
    const [first, again] = await Promise.all([take(REPORT, key), take(REPORT, key)])
    expect(again).toEqual(first)
    expect(await take(REPORT, key)).toEqual(first)
    await expect(take({ ...REPORT, words: '别的' }, key)).rejects.toMatchObject({ code: 'key_reused' })
    const other = await take(REPORT, crypto.randomUUID())
    expect([other.id === first.id, other.code === first.code]).toEqual([false, false])
  })

  it('loses all that a camera wrote into its photo', async () => {
    const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#844' } })
      .withExif({ IFD0: { Make: 'PLANTED-CAMERA' }, IFD3: { GPSLatitude: '37/1 0/1 18/1' } })
      .jpeg()
      .toBuffer()
    expect(photo.includes('PLANTED-CAMERA')).toBe(true)
    const { id } = await take({ ...REPORT, words: '', photos: [photo] })
    const { rows } = await sql<{
      body: Uint8Array
    }>`select body from photo where incident_id = ${id}`.execute(database().db)
    expect(rows).toHaveLength(1)
    const kept = Buffer.from(rows[0]!.body)
    expect([kept.includes('PLANTED-CAMERA'), (await sharp(kept).metadata()).exif]).toEqual([false, undefined])
    const { body } = await staff.dispatcher.get(`/api/incidents/${id}`)
    expect(body.title).toBe('井盖缺损')
  })

  it('says where by a point, by the code of a grid, or in words', async () => {
    const { place: _, ...nowhere } = REPORT
    const inGrid = await take({ ...nowhere, grid: 'B1a' })
    expect((await staff.dispatcher.get(`/api/incidents/${inGrid.id}`)).body).toMatchObject({
      area: 'B1a',
      address: 'B1a区',
    })
    const inWords = await take({ ...nowhere, address: '老槐树旁' })
    expect((await staff.dispatcher.get(`/api/incidents/${inWords.id}`)).body).toMatchObject({
      area: null,
      lon: null,
    })
  })

  it.each([
    ['an emergency, which is for the telephone', { category: '0901' }, 'invalid_input'],
    ['a category that is none', { category: 'nope' }, 'invalid_input'],
    ['a place in another county', { place: { lon: 115, lat: 37 } }, 'invalid_input'],
    ['no place', { place: null }, 'invalid_input'],
    ['a grid that is none', { place: null, grid: 'B9z' }, 'unknown_area'],
    ['nothing told', { words: ' ' }, 'invalid_input'],
    ['a photo that is none', { photos: [Buffer.from('<svg/>')] }, 'invalid_input'],
    ['more photos than are taken', { photos: Array(4).fill(Buffer.alloc(1)) }, 'invalid_input'],
  ])('refuses %s, and leaves nothing', async (_, change, code) => {
    const count = async () =>
      (
        await sql<{
          n: number
        }>`select (select count(*) from incident)::int + (select count(*) from tracking)::int as n`.execute(
          database().db,
        )
      ).rows[0]!.n
    const before = await count()
    await expect(take({ ...REPORT, ...change })).rejects.toMatchObject({ code })
    expect(await count()).toBe(before)
  })

  it('tells the form what may be reported, with a word on contact details', async () => {
    const { status, body, headers } = await askPublic(app, 'GET', '/api/public/form')
    expect([status, body.contactDays, headers['cache-control']]).toEqual([200, 30, 'private, no-store'])
    const codes = body.categories.map(({ code }: { code: string }) => code)
    expect(codes).toContain('0404')
    expect(codes.filter((code: string) => code.startsWith('09'))).toEqual([])
    expect(body.categories.find(({ code }: { code: string }) => code === '0201').hidden).toBe(true)
    expect((await askPublic(app, 'GET', '/api/public/areas/A1a')).body).toMatchObject({
      code: 'A1a',
      name: 'A1a区',
    })
    expect((await askPublic(app, 'GET', '/api/public/areas/nope')).status).toBe(404)
  })

  it('is slowed down by address', async () => {
    const answers = []
    for (let i = 0; i < 70; i += 1)
      answers.push((await askPublic(app, 'POST', '/api/public/track', { code: 'x' })).status)
    expect(answers).toContain(429)
  })
})
