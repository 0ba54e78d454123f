import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import type { CoverageReport, Findings } from '../../server/contract.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { ask, dayFromNow, operatorId } from './staff.ts'

describeOnDatabases('what is amiss with staff', (database) => {
  let app: App
  const read = async (query = ''): Promise<Findings> =>
    (await get(app, `/api/operators/findings${query}`)).body
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    // B1a was led until ten days ago and has a backup; B1b will be led; the cover of A2a ends soon, A1b gets another lead.
    await sql`insert into assignment (operator_id, grid_id, role, valid)
      select operator.id, area.id, row.role, daterange(row.a::date, row.b::date)
      from (values ('OP2', 'B1a', 'lead', '2026-01-01', ${dayFromNow(-9)}::text), ('OP2', 'B1a', 'backup', '2026-01-01', null),
        ('OP2', 'B1b', 'lead', ${dayFromNow(4)}, null), ('OP2', 'A1b', 'lead', ${dayFromNow(8)}, null)) row(op, grid, role, a, b)
      join operator on operator.code = row.op join area on area.code = row.grid`.execute(db)
    await sql`update assignment set valid = daterange('2026-01-01', ${dayFromNow(8)}::text::date)
      where operator_id = (select id from operator where code = 'OP1') and grid_id = (select id from area where code = 'A1b')`.execute(
      db,
    )
    await sql`update assignment set valid = daterange('2026-01-01', ${dayFromNow(6)}::text::date)
      where role = 'cover'`.execute(db)
    const id = await operatorId(db, 'OP1')
    for (const [name, obtainedOn, expiresOn] of [
      ['急救', '2020-01-01', '2023-01-01'],
      ['急救', '2025-01-01', dayFromNow(400)],
      ['消防', '2020-01-01', dayFromNow(-1)],
      ['资格证', '2023-01-01', dayFromNow(60)],
      ['培训', '2024-01-01', dayFromNow(61)],
      ['岗前培训', '2024-01-01', null],
    ]) {
      const body = { kind: 'certificate', name, obtainedOn, expiresOn }
      expect((await ask(app, 'POST', `/api/operators/${id}/qualifications`, body)).status).toBe(201)
    }
  })
  afterAll(() => app.close())

  it('lists grids that nobody leads or covers, since when, and who comes next', async () => {
    const { vacancies } = await read()
    expect(vacancies.map(({ grid }) => grid)).toEqual(['A2b', 'B1a', 'B1b', 'B2a', 'B2b'])
    expect(vacancies[1]).toMatchObject({
      since: dayFromNow(-9),
      backups: [{ code: 'OP2' }],
      next: null,
      households: 200,
    })
    expect(vacancies[2]).toMatchObject({
      since: null,
      backups: [],
      next: { operator: { code: 'OP2' }, assignment: { from: dayFromNow(4), role: 'lead' } },
    })
  })

  it.each(['C', 'A', 'A2', 'B', 'B1', 'B1a'])('agrees with the coverage of %s', async (area) => {
    const { vacancies } = await read(`?area=${area}`)
    const { body } = await get(app, `/api/coverage?area=${area}`)
    expect(vacancies).toHaveLength((body as CoverageReport).totals.vacantGrids)
  })

  it('lists ends to come, soonest first, and says which leave a grid vacant', async () => {
    const { ends } = await read()
    expect(ends.map(({ assignment, leavesVacant }) => [assignment.grid, leavesVacant])).toEqual([
      ['A2a', true],
      ['A1b', false],
    ])
    expect(ends[0]).toMatchObject({ operator: { code: 'OP3' }, assignment: { until: dayFromNow(5) } })
    expect((await read('?days=5')).ends).toHaveLength(1)
    expect((await read('?days=4')).ends).toHaveLength(0)
  })

  it('says who has too much to do, by limits that can be asked for', async () => {
    expect((await read()).overloads).toEqual([])
    expect((await read('?households=599')).overloads).toMatchObject([
      { operator: { code: 'OP1' }, grids: 2, households: 600, openIncidents: 1, tooMany: ['households'] },
    ])
    expect((await read('?openIncidents=0')).overloads.map(({ operator }) => operator.code)).toEqual([
      'OP1',
      'OP3',
    ])
  })

  it('tells the newest certificate of each name that is over or will be', async () => {
    const { certificates } = await read()
    expect(certificates.map(({ qualification, is }) => [qualification.name, is])).toEqual([
      ['消防', 'expired'],
      ['资格证', 'expiring'],
    ])
    expect((await read('?certificateDays=61')).certificates).toHaveLength(3)
    expect((await read('?area=B')).certificates).toEqual([])
  })
})
