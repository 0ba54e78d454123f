import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { MOST_FILTERS } from '../../server/filters/contract.ts'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('a saved search', (database) => {
  let app: App
  let mine: Record<string, string>
  let others: Record<string, string>
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    const headersOf = async (name: string, role: 'leader' | 'manager', area: string | null) => {
      const { cookie, csrf } = await signedIn(database().db, name, [{ role, area }])
      return { cookie, 'x-csrf-token': csrf }
    }
    mine = await headersOf('mine', 'leader', null)
    others = await headersOf('other', 'manager', 'A')
  })
  beforeEach(() => database().db.deleteFrom('saved_filter').execute())
  afterAll(() => app.close())

  const ask = async (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    payload?: object,
    headers = mine,
  ) => {
    const response = await app.inject({
      method,
      url: `/api/filters${path}`,
      headers,
      ...(payload ? { payload } : {}),
    })
    return {
      status: response.statusCode,
      body: response.body === '' ? null : response.json(),
      code: response.statusCode < 400 ? null : response.json().error.code,
    }
  }
  const QUERY = { q: '“路” 🚧 \\ %', state: 'open', category: '03', area: 'A', due: 'week' }

  it('is kept as it was asked for, and lists the same', async () => {
    const added = await ask('POST', '', { name: '本周到期', query: QUERY })
    expect(added).toMatchObject({ status: 201, body: { name: '本周到期', query: QUERY } })
    expect((await ask('GET', '')).body.items).toEqual([added.body])
    const url = `/api/incidents?${new URLSearchParams(added.body.query)}`
    expect((await app.inject({ url, headers: mine })).statusCode).toBe(200)
  })

  it('gets another name or another query, and is forgotten', async () => {
    const { id } = (await ask('POST', '', { name: 'a', query: QUERY })).body
    await ask('POST', '', { name: 'b', query: {} })
    const changed = await ask('PUT', `/${id}`, { name: 'c', query: { q: 'x' } })
    expect(changed).toMatchObject({ status: 200, body: { id, name: 'c', query: { q: 'x' } } })
    // Its own name again is no other's.
    expect((await ask('PUT', `/${id}`, { name: 'c', query: {} })).status).toBe(200)
    expect(await ask('PUT', `/${id}`, { name: 'b', query: {} })).toMatchObject({
      status: 409,
      code: 'name_taken',
    })
    expect((await ask('DELETE', `/${id}`)).status).toBe(204)
    expect((await ask('DELETE', `/${id}`)).code).toBe('unknown_filter')
    expect((await ask('PUT', `/${id}`, { name: 'd', query: {} })).code).toBe('unknown_filter')
    expect((await ask('GET', '')).body.items.map(({ name }: { name: string }) => name)).toEqual(['b'])
  })

  it('is its owner’s alone', async () => {
    const { id } = (await ask('POST', '', { name: 'a', query: {} })).body
    expect((await ask('GET', '', undefined, others)).body.items).toEqual([])
    expect((await ask('PUT', `/${id}`, { name: 'x', query: {} }, others)).code).toBe('unknown_filter')
    expect((await ask('DELETE', `/${id}`, undefined, others)).code).toBe('unknown_filter')
    expect((await ask('POST', '', { name: 'a', query: {} }, others)).status).toBe(201)
    expect((await ask('GET', '')).body.items).toMatchObject([{ id, name: 'a', query: {} }])
  })

  it.each([
    ['what the list does not know', { name: 'a', query: { unknown: '1' } }, 'invalid_input'],
    ['a page of a list', { name: 'a', query: { cursor: 'x' } }, 'invalid_input'],
    ['a category that is none', { name: 'a', query: { category: 'x' } }, 'invalid_input'],
    [
      'an order of times that is none',
      { name: 'a', query: { dueFrom: '2026-01-02T00:00:00Z', dueTo: '2026-01-01T00:00:00Z' } },
      'invalid_input',
    ],
    ['an area that is none', { name: 'a', query: { area: 'Z' } }, 'unknown_area'],
    ['a text with NUL', { name: 'a', query: { q: 'a\0b' } }, 'invalid_input'],
    ['half a character', { name: '\ud83d', query: {} }, 'invalid_input'],
    ['a name of spaces', { name: ' ', query: {} }, 'invalid_input'],
    ['a name that is too long', { name: 'x'.repeat(61), query: {} }, 'invalid_input'],
    ['a search without a query', { name: 'a' }, 'invalid_input'],
  ])('refuses %s', async (_, body, code) => {
    expect((await ask('POST', '', body)).code).toBe(code)
    expect((await ask('GET', '')).body.items).toEqual([])
  })

  it('of an area that its owner does not see is refused', async () => {
    expect((await ask('POST', '', { name: 'a', query: { area: 'B' } }, others)).code).toBe('out_of_scope')
  })

  it('is one of at most so many, also when several come at once', async () => {
    const names = Array.from({ length: MOST_FILTERS + 5 }, (_, i) => `n${i}`)
    const answers = await Promise.all(names.map((name) => ask('POST', '', { name, query: {} })))
    const codes = answers.map(({ code }) => code)
    expect(codes.filter((code) => code === null)).toHaveLength(MOST_FILTERS)
    expect(codes.filter((code) => code === 'too_many_filters')).toHaveLength(5)
    expect((await ask('GET', '')).body.items).toHaveLength(MOST_FILTERS)
  })

  it('of one name is one, when two come at once', async () => {
    const both = await Promise.all([1, 2].map(() => ask('POST', '', { name: 'a', query: {} })))
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
  })
})
