import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { askAs, SETTINGS, showCode, type Ask } from './wall-people.ts'

const SCENES = [
  { area: 'C', seconds: 60, layers: ['heat', 'duty'] },
  { area: 'B', seconds: 5, layers: [] },
]

describeOnDatabases('tours', (database) => {
  let app: App
  let ask: Ask
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    ask = await askAs(app, database().db, 'administrator')
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    await database().db.deleteFrom('display').execute()
    await database().db.deleteFrom('tour').execute()
  })
  const change = (id: number, version: number, body: object) =>
    ask('PUT', `/api/tours/${id}`, body, { 'if-match': `"${version}"` })

  it('are added, changed from the version that was seen, and removed', async () => {
    const { status, body } = await ask('POST', '/api/tours', { name: '白天', scenes: SCENES })
    expect([status, body]).toMatchObject([
      201,
      { name: '白天', scenes: SCENES, version: 1, changedBy: 'a-administrator' },
    ])
    const again = { name: '白天 “2” 🚧', scenes: SCENES.toReversed() }
    const changed = await change(body.id, 1, again)
    expect(changed).toMatchObject({ status: 200, body: { ...again, id: body.id, version: 2 } })
    expect(await change(body.id, 1, again)).toMatchObject({
      status: 412,
      code: 'stale',
      body: { error: { details: { version: 2 } } },
    })
    expect((await ask('PUT', `/api/tours/${body.id}`, again)).code).toBe('precondition_required')
    expect((await ask('GET', '/api/tours')).body.items).toEqual([changed.body])
    expect((await ask('DELETE', `/api/tours/${body.id}`)).status).toBe(204)
    expect((await ask('DELETE', `/api/tours/${body.id}`)).code).toBe('unknown_tour')
    expect((await change(body.id, 2, again)).code).toBe('unknown_tour')
  })

  it.each([
    [{ scenes: [] }, 'invalid_input'],
    [{ scenes: [{ area: 'A', seconds: 4, layers: [] }] }, 'invalid_input'],
    [{ scenes: [{ area: 'A', seconds: 20, layers: ['heat', 'heat'] }] }, 'invalid_input'],
    [{ scenes: [{ area: 'A', seconds: 20, layers: ['photos'] }] }, 'invalid_input'],
    [{ scenes: [...SCENES, { area: 'nowhere', seconds: 20, layers: [] }] }, 'unknown_area'],
    [{ name: 'x ' }, 'invalid_input'],
    [{ name: 'other' }, 'name_in_use'],
  ])('are not kept with %j, new or changed', async (wrong, code) => {
    await ask('POST', '/api/tours', { name: 'other', scenes: SCENES })
    const content = { name: 'mine', scenes: SCENES }
    expect((await ask('POST', '/api/tours', { ...content, ...wrong })).code).toBe(code)
    const { body } = await ask('POST', '/api/tours', content)
    expect((await change(body.id, 1, { ...content, ...wrong })).code).toBe(code)
    expect((await ask('GET', '/api/tours')).body.items).toContainEqual(body)
  })

  it('leave a display without one when they are removed', async () => {
    const { body: tour } = await ask('POST', '/api/tours', { name: 'x', scenes: SCENES })
    await showCode(database().db, 'AB12CD')
    const { body } = await ask('POST', '/api/displays', { ...SETTINGS, tour: tour.id, code: 'AB12CD' })
    await ask('DELETE', `/api/tours/${tour.id}`)
    expect((await ask('GET', '/api/displays')).body.items).toEqual([{ ...body, tour: null }])
  })
})
