import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { runCategoryCommand } from '../../server/categories/command.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, REPORT, type Person, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('feedback where the category asks for evidence', (database) => {
  let app: App
  let staff: Staff
  let photo: Buffer
  const ask = (evidence: 'yes' | 'no') =>
    runCategoryCommand(database().db, ['set', REPORT.category, '--evidence', evidence], {
      say: () => {},
      print: () => {},
    })
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
    photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#d55e00' } })
      .jpeg()
      .toBuffer()
    await ask('yes')
  })
  afterAll(() => app.close())

  const add = async (person: Person, id: number): Promise<number> => {
    const headers = { ...person.headers, 'content-type': 'image/jpeg' }
    const url = `/api/incidents/${id}/photos`
    return (await app.inject({ method: 'POST', url, headers, payload: photo })).statusCode
  }
  const life = async (id: number) => (await staff.handler.get(`/api/incidents/${id}/life`)).body
  const refused = async (id: number) => {
    const before = await life(id)
    expect(before).toMatchObject({ state: 'handling', needsEvidence: true })
    const { status, body } = await staff.handler.act(id, 'feedback', { note: '已修补' })
    expect([status, body.error.code]).toEqual([400, 'invalid_input'])
    expect(body.error.message).toContain('feedback needs a photo of what was done')
    expect(await life(id)).toEqual(before)
  }
  const taken = async (id: number) => {
    expect(await life(id)).toMatchObject({ state: 'handling', needsEvidence: false })
    const { status, body } = await staff.handler.act(id, 'feedback', { note: '已修补' })
    expect([status, body.state, body.needsEvidence]).toEqual([200, 'verifying', false])
  }
  const dispatched = async (): Promise<number> => {
    const { id } = (await staff.operator.post('/api/incidents', REPORT)).body
    // As it was found: this photo shows nothing of what is done later.
    expect(await add(staff.operator, id)).toBe(201)
    await staff.dispatcher.act(id, 'accept')
    await staff.dispatcher.act(id, 'dispatch', { data: { unit: 'roads' } })
    return id
  }

  it('needs a photo of the work, after a rework a new one, and after a reopening another', async () => {
    const id = await dispatched()
    expect((await life(id)).needsEvidence).toBe(false)
    await staff.handler.act(id, 'start')
    await refused(id)
    expect(await add(staff.handler, id)).toBe(201)
    await taken(id)
    // Whoever verifies may add one too; it is from before the rework.
    expect(await add(staff.operator, id)).toBe(201)
    await staff.operator.act(id, 'fail', { note: '还有坑' })
    await refused(id)
    expect(await add(staff.handler, id)).toBe(201)
    await taken(id)
    await staff.operator.act(id, 'pass')
    await staff.dispatcher.act(id, 'reopen', { note: '又塌了' })
    expect(await add(staff.dispatcher, id)).toBe(201)
    await staff.dispatcher.act(id, 'dispatch', { data: { unit: 'roads' } })
    await staff.handler.act(id, 'start')
    await refused(id)
    expect(await add(staff.handler, id)).toBe(201)
    await taken(id)
  })

  it('takes the photo that is waited for beyond the most of an incident, and no other', async () => {
    const id = await dispatched()
    for (let count = 1; count < 12; count += 1) expect(await add(staff.handler, id)).toBe(201)
    expect(await add(staff.handler, id)).toBe(400)
    await staff.handler.act(id, 'start')
    expect([await add(staff.handler, id), await add(staff.handler, id)]).toEqual([201, 400])
    await taken(id)
  })

  it('is counted for open incidents at once when the category is changed', async () => {
    const id = await dispatched()
    await staff.handler.act(id, 'start')
    await refused(id)
    await ask('no')
    expect((await staff.handler.act(id, 'feedback', { note: '已修补' })).body.state).toBe('verifying')
    await ask('yes')
  })
})
