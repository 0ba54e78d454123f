import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, REPORT, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#d55e00' } })

describeOnDatabases('photos', (database) => {
  let app: App
  let staff: Staff
  let headers: Record<string, Record<string, string>>
  let id = 0
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    staff = await hireStaff(app, db)
    const sign = async (name: string, role: Parameters<typeof signedIn>[2][0]) => {
      const { cookie, csrf } = await signedIn(db, name, [role])
      return { cookie, 'x-csrf-token': csrf }
    }
    headers = {
      operator: await sign('photo-o', { role: 'operator', area: 'A1a' }),
      other: await sign('photo-b', { role: 'operator', area: 'B1a' }),
      leader: await sign('photo-l', { role: 'leader', area: null }),
    }
    id = (await staff.operator.post('/api/incidents', REPORT)).body.id
  })
  afterAll(() => app.close())

  const add = async (who: string, payload: Buffer | string, type = 'image/jpeg', of = id) => {
    const response = await app.inject({
      method: 'POST',
      url: `/api/incidents/${of}/photos`,
      headers: { ...headers[who], 'content-type': type },
      payload,
    })
    return { status: response.statusCode, body: response.json() }
  }
  const read = (who: string, photo: number, size = 'whole') =>
    app.inject({ url: `/api/incidents/${id}/photos/${photo}?size=${size}`, headers: headers[who]! })

  it('are kept upright and small, without a word of where and with what they were taken', async () => {
    const taken = await picture(3000, 1000)
      .withExif({
        IFD0: { Make: 'Secret Camera' },
        IFD3: { GPSLatitude: '37/1 29/1 0/1', GPSLatitudeRef: 'N' },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const { status, body } = await add('operator', taken)
    expect(status, JSON.stringify(body)).toBe(201)
    const [photo] = body.items
    expect(photo).toMatchObject({ width: 683, height: 2048, addedBy: 'photo-o' })
    const { rawPayload, headers: got } = await read('leader', photo.id)
    expect(got['content-type']).toBe('image/jpeg')
    const kept = await sharp(rawPayload).metadata()
    expect(kept).toMatchObject({ format: 'jpeg', width: 683, height: 2048 })
    expect([kept.exif, kept.icc, kept.xmp, kept.iptc, kept.orientation]).toEqual(Array(5).fill(undefined))
    expect(rawPayload.includes('Secret Camera')).toBe(false)
    expect(await sharp((await read('leader', photo.id, 'small')).rawPayload).metadata()).toMatchObject({
      height: 320,
    })
  })

  it('are a step on file, and make the incident a newer one', async () => {
    const { body: life } = await staff.operator.get(`/api/incidents/${id}/life`)
    expect(life.version).toBe(2)
    expect(life.steps.at(-1)).toMatchObject({
      action: 'photo',
      actor: 'photo-o',
      role: 'operator',
      from: 'reported',
    })
    expect(life.steps.at(-1).data.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect((await verifyChain(database().db)).fault).toBe(null)
  })

  it.each(['png', 'webp'] as const)('may be %s', async (format) => {
    expect(
      (await add('operator', await picture(40, 30).toFormat(format).toBuffer(), `image/${format}`)).status,
    ).toBe(201)
  })

  it('are for whoever sees the incident, under its own address, and added by who works on it', async () => {
    const { items } = (await add('operator', await picture(20, 20).jpeg().toBuffer())).body
    expect((await read('other', items[0].id)).statusCode).toBe(404)
    expect((await add('other', await picture(20, 20).jpeg().toBuffer())).status).toBe(404)
    expect((await add('leader', await picture(20, 20).jpeg().toBuffer())).body.error.code).toBe('not_allowed')
    const foreign = (await staff.otherOperator.post('/api/incidents', { ...REPORT, lon: 114.025 })).body.id
    const url = `/api/incidents/${foreign}/photos/${items[0].id}`
    expect((await app.inject({ url, headers: headers['other']! })).statusCode).toBe(404)
  })

  it.each<[string, () => Promise<Buffer> | Buffer, string, string]>([
    ['a text', () => Buffer.from('no photo'), 'image/jpeg', 'no photo that can be read'],
    [
      'half of one',
      async () => (await picture(800, 800).jpeg().toBuffer()).subarray(0, 900),
      'image/jpeg',
      'no photo',
    ],
    ['nothing', () => Buffer.alloc(0), 'image/jpeg', 'no photo'],
    [
      'a drawing that may hold scripts',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      'image/png',
      'JPEG, PNG or WebP, not svg',
    ],
    ['a bomb', () => picture(7100, 7100).png().toBuffer(), 'image/png', 'at most 50 million pixels'],
    ['JSON', () => Buffer.from('{}'), 'application/json', 'The body must be a photo'],
    ['too many bytes', () => Buffer.alloc(13 * 2 ** 20), 'image/jpeg', 'too large'],
  ])('are not taken from %s', async (_, make, type, message) => {
    const { status, body } = await add('operator', await make(), type)
    expect([status, body.error.code]).toEqual([400, 'invalid_input'])
    expect(body.error.message).toContain(message)
  })

  it('are twelve at most, and none of an incident that is over', async () => {
    const small = await picture(20, 20).jpeg().toBuffer()
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from photo`.execute(
      database().db,
    )
    for (let i = rows[0]!.count; i < 12; i += 1) expect((await add('operator', small)).status).toBe(201)
    expect((await add('operator', small)).body.error.message).toContain('at most 12 photos')
    const closed = (await staff.operator.post('/api/incidents', REPORT)).body.id
    await staff.dispatcher.act(closed, 'reject', { note: 'x' })
    expect((await add('operator', small, 'image/jpeg', closed)).body.error.code).toBe('wrong_state')
  })
})
