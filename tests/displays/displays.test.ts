import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { askAs, SETTINGS, showCode, type Ask } from './wall-people.ts'

describeOnDatabases('displays', (database) => {
  let app: App
  let administrator: Ask
  let leader: Ask
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    administrator = await askAs(app, database().db, 'administrator')
    leader = await askAs(app, database().db, 'leader')
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    await database().db.deleteFrom('display').execute()
    await database().db.deleteFrom('display_pairing').execute()
    await database().db.deleteFrom('tour').execute()
  })

  async function paired(name = SETTINGS.name, code = 'AB12CD'): Promise<number> {
    await showCode(database().db, code)
    const { status, body } = await administrator('POST', '/api/displays', { ...SETTINGS, name, code })
    expect(status).toBe(201)
    return body.id
  }
  const listed = async () => (await leader('GET', '/api/displays')).body.items
  const notes = async () => {
    const { rows } = await sql<{ actor: string; data: unknown }>`
      select actor, data from incident_event where action = 'display' order by seq`.execute(database().db)
    return rows
  }

  it.each(['AB12CD', 'ab1 2cd', ' ab-12–cd ', 'ＡＢ１２ＣＤ', 'abi2cd'])(
    'a screen that shows AB12CD is paired by "%s"',
    async (code) => {
      await showCode(database().db, 'AB12CD')
      const { status, body } = await administrator('POST', '/api/displays', { ...SETTINGS, code })
      expect([status, body]).toMatchObject([
        201,
        { ...SETTINGS, pin: null, pairedBy: 'a-administrator', seenAt: null, build: null },
      ])
      expect(await listed()).toEqual([body])
      const pairing = await database().db.selectFrom('display_pairing').selectAll().executeTakeFirstOrThrow()
      expect(pairing.display_id).toBe(body.id)
    },
  )

  it('needs a code that a screen shows now, and that nobody has used', async () => {
    const pair = (code: string) => administrator('POST', '/api/displays', { ...SETTINGS, name: code, code })
    await showCode(database().db, 'AB12CE', -1)
    expect(await pair('AB12CE')).toMatchObject({ status: 404, code: 'unknown_pairing' })
    expect(await pair('AB12CF')).toMatchObject({ status: 404, code: 'unknown_pairing' })
    expect(await pair('“🚧”🚧🚧🚧')).toMatchObject({ status: 404, code: 'unknown_pairing' })
    await paired()
    expect(await pair('AB12CD')).toMatchObject({ status: 404, code: 'unknown_pairing' })
  })

  it.each([
    [{ area: 'nowhere' }, 'unknown_area'],
    [{ tour: 999 }, 'unknown_tour'],
    [{ name: 'first' }, 'name_in_use'],
    [{ name: ' x' }, 'invalid_input'],
    [{ name: '\ud800' }, 'invalid_input'],
    [{ language: 'fr' }, 'invalid_input'],
  ])('is not paired with %j, and the code stays', async (wrong, code) => {
    await paired('first', 'FFFFFF')
    await showCode(database().db, 'AB12CD')
    const refused = await administrator('POST', '/api/displays', { ...SETTINGS, code: 'AB12CD', ...wrong })
    expect(refused.code).toBe(code)
    const again = await administrator('POST', '/api/displays', { ...SETTINGS, code: 'AB12CD' })
    expect(again.status).toBe(201)
  })

  it('two who type the code at once make one display', async () => {
    await showCode(database().db, 'AB12CD')
    const both = await Promise.all(
      ['a', 'b'].map((name) => administrator('POST', '/api/displays', { ...SETTINGS, name, code: 'AB12CD' })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 404])
    expect(await listed()).toHaveLength(1)
  })

  it('is changed, and keeps its name', async () => {
    const [id] = [await paired(), await paired('other', 'FFFFFF')]
    const { body: tour } = await administrator('POST', '/api/tours', {
      name: 't',
      scenes: [{ area: 'B', seconds: 30, layers: ['heat'] }],
    })
    const settings = { ...SETTINGS, area: 'C', tour: tour.id, language: 'both', theme: 'light', sound: true }
    expect(await administrator('PUT', `/api/displays/${id}`, settings)).toMatchObject({
      status: 200,
      body: { id, ...settings },
    })
    const taken = await administrator('PUT', `/api/displays/${id}`, { ...settings, name: 'other' })
    expect([taken.status, taken.code]).toEqual([409, 'name_in_use'])
    expect((await administrator('PUT', '/api/displays/999999', settings)).code).toBe('unknown_display')
  })

  it('is turned off for good', async () => {
    const id = await paired()
    expect((await administrator('DELETE', `/api/displays/${id}`)).status).toBe(204)
    expect(await listed()).toEqual([])
    expect((await administrator('DELETE', `/api/displays/${id}`)).code).toBe('unknown_display')
    expect(await database().db.selectFrom('display_pairing').selectAll().execute()).toEqual([])
  })

  it('shows what a leader pins, until it is taken back or the time is over', async () => {
    const id = await paired()
    const pinned = await leader('PUT', `/api/displays/${id}/pin`, {
      area: 'A1',
      layers: ['points'],
      minutes: 30,
    })
    const { at, until, ...pin } = pinned.body.pin
    expect(pin).toEqual({ area: 'A1', layers: ['points'], by: 'a-leader' })
    expect(Date.parse(until) - Date.parse(at)).toBe(30 * 60_000)
    expect((await listed())[0]).toEqual(pinned.body)

    await sql`update display set pinned_until = now() - interval '1 second'`.execute(database().db)
    expect((await listed())[0].pin).toBe(null)

    const forever = await leader('PUT', `/api/displays/${id}/pin`, { area: 'A', layers: [], minutes: null })
    expect(forever.body.pin).toMatchObject({ area: 'A', until: null })
    expect((await leader('DELETE', `/api/displays/${id}/pin`)).body.pin).toBe(null)
    // Twice is no error: it is as it should be.
    expect((await leader('DELETE', `/api/displays/${id}/pin`)).status).toBe(200)
  })

  it('shows no area but its own: neither a pin of another, nor one from before its area was another', async () => {
    const id = await paired()
    const pin = (area: string) =>
      leader('PUT', `/api/displays/${id}/pin`, { area, layers: [], minutes: null })
    expect(await pin('B')).toMatchObject({ status: 409, code: 'outside_display' })
    expect(await pin('C')).toMatchObject({ status: 409, code: 'outside_display' })
    expect(await pin('nowhere')).toMatchObject({ status: 404, code: 'unknown_area' })
    await pin('A1')
    const kept = await administrator('PUT', `/api/displays/${id}`, { ...SETTINGS, area: 'C' })
    expect(kept.body.pin).toMatchObject({ area: 'A1' })
    const gone = await administrator('PUT', `/api/displays/${id}`, { ...SETTINGS, area: 'B' })
    expect(gone.body.pin).toBe(null)
  })

  it('leaves in the chain who paired it, pinned what, and turned it off', async () => {
    const before = (await notes()).length
    const id = await paired()
    await leader('PUT', `/api/displays/${id}/pin`, { area: 'A1', layers: [], minutes: 5 })
    await leader('DELETE', `/api/displays/${id}/pin`)
    await administrator('DELETE', `/api/displays/${id}`)
    const name = SETTINGS.name
    expect((await notes()).slice(before)).toEqual([
      { actor: 'a-administrator', data: { what: 'paired', name, area: 'A' } },
      { actor: 'a-leader', data: { what: 'pinned', name, area: 'A1' } },
      { actor: 'a-leader', data: { what: 'unpinned', name, area: 'A1' } },
      { actor: 'a-administrator', data: { what: 'turned off', name } },
    ])
  })

  it('codes are not guessed by many tries', async () => {
    const guesser = await askAs(app, database().db, 'supervisor')
    const statuses = new Set<number>()
    for (let i = 0; i < 65; i += 1)
      statuses.add((await guesser('POST', '/api/displays', { ...SETTINGS, code: 'AAAAAA' })).status)
    expect([...statuses]).toEqual([403, 429])
  })
})
