import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { ask, countOf } from '../duty/serving.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, REPORT, type Person, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('a photo in parts', (database) => {
  let app: App
  let staff: Staff
  let file: Buffer
  let incident = 0
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 }
    file = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#888', noise } })
      .jpeg()
      .toBuffer()
    incident = (await staff.operator.post('/api/incidents', REPORT)).body.id
  })
  afterAll(() => app.close())

  const begin = (id: string, size = file.length, who: Person = staff.operator) =>
    ask(app, who, 'PUT', `/api/uploads/${id}`, { payload: { size } })
  const part = (id: string, start: number, body: Buffer, who: Person = staff.operator) =>
    ask(app, who, 'PATCH', `/api/uploads/${id}?start=${start}`, {
      payload: body,
      headers: { ...who.headers, 'content-type': 'application/octet-stream' },
    })
  const become = (upload: string, of = incident) =>
    staff.operator.post(`/api/incidents/${of}/photos/uploaded`, { upload })

  it('resumes where it was cut off, and becomes one photo however often it is asked for', async () => {
    const id = crypto.randomUUID()
    const half = Math.floor(file.length / 2)
    expect((await begin(id)).body).toEqual({ size: file.length, received: 0 })
    expect((await part(id, 0, file.subarray(0, half))).body.received).toBe(half)
    expect((await become(id)).body.error).toMatchObject({ code: 'upload_gap', details: { received: half } })
    // The answer was lost: the same and a little more comes again.
    expect((await begin(id)).body.received).toBe(half)
    expect((await part(id, 0, file.subarray(0, half))).body.received).toBe(half)
    expect((await part(id, half - 10, file.subarray(half - 10, half + 10))).body.received).toBe(half + 10)
    expect((await part(id, half + 11, file.subarray(half + 11))).body.error.code).toBe('upload_gap')
    expect((await part(id, half + 10, file.subarray(half + 10))).body.received).toBe(file.length)
    expect((await become(id)).body.items).toMatchObject([{ width: 300, height: 200, addedBy: 'operator' }])
    expect((await become(id)).body.items).toHaveLength(1)
    expect(await countOf(database().db, 'upload')).toBe(0)
    const other = (await staff.operator.post('/api/incidents', REPORT)).body.id
    expect((await become(id, other)).body.error.code).toBe('unknown_upload')
  })

  it('that is sent over two connections at once becomes one photo', async () => {
    const id = crypto.randomUUID()
    await begin(id)
    const cuts = [0, 1000, 2000, file.length]
    for (let i = 0; i < 3; i += 1) {
      const bytes = file.subarray(cuts[i], cuts[i + 1])
      const both = await Promise.all([part(id, cuts[i]!, bytes), part(id, cuts[i]!, bytes)])
      expect(both.map(({ body }) => body.received)).toEqual([cuts[i + 1], cuts[i + 1]])
    }
    const before = await countOf(database().db, 'photo')
    await Promise.all([become(id), become(id)])
    expect((await become(id)).status).toBe(201)
    expect(await countOf(database().db, 'photo')).toBe(before + 1)
  })

  it('is refused where it does not fit what was said, or is no photo', async () => {
    const id = crypto.randomUUID()
    await begin(id, 10)
    expect((await begin(id, 11)).body.error.message).toContain('begun with 10 bytes')
    expect((await part(id, 0, Buffer.alloc(11))).body.error.message).toContain('ends at 11')
    expect((await begin(id, 10, staff.otherOperator)).body.error.message).toContain('Another upload')
    expect((await part(id, 0, Buffer.alloc(10), staff.otherOperator)).status).toBe(404)
    expect((await begin(crypto.randomUUID(), 12 * 2 ** 20 + 1)).status).toBe(400)
    await part(id, 0, Buffer.alloc(10))
    expect((await become(id)).body.error.code).toBe('invalid_input')
  })
})
