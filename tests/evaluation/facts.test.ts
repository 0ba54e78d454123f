import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { QUARTER } from './told.ts'

describeOnDatabases('what a quarter is counted by', (database) => {
  let app: App
  let staff: Staff
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    staff = await hireStaff(app, db)
  })
  afterAll(() => app.close())

  it('is given out whole to the county, and of the own township to a manager', async () => {
    const take = async (who: Staff['manager'], query = '') => {
      const url = `/api/evaluation/quarters/${QUARTER}/facts${query}`
      const { statusCode, body } = await app.inject({ url, headers: who.headers })
      if (statusCode !== 200) return JSON.parse(body).error.code
      const lines = body.replace('\u{feff}', '').trimEnd().split('\r\n')
      return lines.slice(1).map((line) => line.split(',').slice(0, 2).join(' '))
    }
    const inA = ['N1 A1a', 'N2 A1b', 'N3 A2a', 'N8 A1a']
    expect(await take(staff.leader)).toEqual([...inA.slice(0, 3), 'N4 B1a', 'N5 B2b', 'N6 ', 'N7 ', inA[3]])
    expect(await take(staff.manager)).toEqual(inA)
    expect(await take(staff.manager, '?area=A1')).toEqual(['N1 A1a', 'N2 A1b', 'N8 A1a'])
    expect(await take(staff.manager, '?area=B')).toBe('out_of_scope')
    expect(await take(staff.handler)).toBe('not_allowed')
  })
})
