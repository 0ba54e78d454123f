import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { pairDisplay } from './pair-display.ts'

/** All that the token of a display opens and nobody gets without: the picture of its wall, and boundaries. */
const FOR_DISPLAYS = [
  'get /api/areas',
  'get /api/areas/{code}',
  'get /api/county',
  'get /api/wall/live',
  'get /api/wall/picture',
  'get /api/wall/plan',
]
/** Whatever is asked there by a person. */
const OF_STAFF = /^\/api\/(evaluation|commendations|surveys|participation|plan|training|duty-list)\b/

describeOnDatabases('the token of a display', (database) => {
  let app: App
  let cookie: string
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    ;({ cookie } = await pairDisplay(database().db, { area: 'A', name: 'hall' }))
  })
  afterAll(() => app.close())

  const served = () =>
    Object.entries(app.swagger().paths!).flatMap(([path, methods]) =>
      Object.keys(methods!).map((method) => ({ method, path })),
    )
  async function statusOf({ method, path }: { method: string; path: string }, asWhom: string) {
    const answer = await app.inject({
      method: method.toUpperCase() as 'GET',
      url: path.replaceAll(/\{[^}]+\}/g, '1'),
      headers: { cookie: asWhom },
      payloadAsStream: true,
    })
    answer.stream().destroy()
    return answer.statusCode
  }

  it('opens nothing but its wall and the boundaries on it', async () => {
    const opened: string[] = []
    for (const route of served().filter(({ path }) => path.startsWith('/api/'))) {
      const isForSome = (await statusOf(route, '')) === 401
      if (isForSome && (await statusOf(route, cookie)) !== 401) opened.push(`${route.method} ${route.path}`)
    }
    expect(opened.toSorted()).toEqual(FOR_DISPLAYS)
  })

  it('is nobody where quarters, commendations, surveys, the plan and training are', async () => {
    const routes = served().filter(({ path }) => OF_STAFF.test(path))
    const told = await Promise.all(
      routes.map(async (route) => `${await statusOf(route, cookie)} ${route.method} ${route.path}`),
    )
    expect(told.filter((one) => !one.startsWith('401 '))).toEqual([])
    expect(told.length).toBeGreaterThan(60)
  })
})
