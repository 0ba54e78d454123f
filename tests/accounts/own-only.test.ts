import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, ROLES_OF_STAFF, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { OWN_ONLY } from './own-only.ts'

describeOnDatabases('what people keep for themselves', (database) => {
  let app: App
  let staff: Staff
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
  })
  afterAll(() => app.close())

  describe.each(Object.keys(ROLES_OF_STAFF) as (keyof Staff)[])('is not told to %s', (role) => {
    it.each(Object.entries(OWN_ONLY))('by %s', async (route, { ask, expected }) => {
      // The test's own administrator's.
      const payload = { name: `not of ${role}: ${route}`, query: {} }
      const { id } = (await app.inject({ method: 'POST', url: '/api/filters', payload })).json()
      expect(await ask(app, id, staff[role].headers)).toBe(expected)
      await app.inject({ method: 'DELETE', url: `/api/filters/${id}` })
    })
  })
})
