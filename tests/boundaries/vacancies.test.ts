import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CoverageReport, Draft, Impact } from '../../server/contract.ts'
import type { Operation } from '../../server/domain/coverage/edit/operation.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { openCounty, publish, type County } from './county.ts'
import { place, SPLIT, Studio } from './studio.ts'

/** As SPLIT, but of B1a, which nobody looks after. */
const SPLIT_VACANT = {
  kind: 'split',
  area: 'B1a',
  line: [place(2.5, 1), place(3, 0.5)],
  code: 'B1-1',
} satisfies Operation

describeOnDatabases('what a release leaves without an operator', (database) => {
  let county: County
  beforeAll(async () => {
    county = await openCounty(database())
  })
  afterAll(() => county.app.close())

  /** What a new draft would do, once it has done this. */
  async function draw(area: string, operation: Operation): Promise<{ draft: Draft; impact: Impact }> {
    const studio = new Studio(county.app, county.staff.analyst)
    const begun = await studio.begin(area)
    const { status } = await studio.patch(begun, { keep: 0, append: [operation], done: 1 })
    expect(status).toBe(200)
    const { body } = await county.staff.analyst.get(`/api/boundaries/drafts/${begun.id}/impact`)
    return { draft: await studio.get(begun.id), impact: body }
  }

  it('is nothing where each part has a lead or a cover by inheritance', async () => {
    expect((await draw('A1', SPLIT)).impact.vacant).toEqual([])
  })

  it('names new grids that nobody hands an operator on to, and those that were vacant already', async () => {
    const { impact } = await draw('B1', SPLIT_VACANT)
    expect(impact.vacant).toContainEqual({ code: 'B1-1', before: false })
    expect(impact.vacant).toContainEqual({ code: 'B1a', before: true })
  })

  it('counts a cover, and no backup', async () => {
    const assign = (role: string) =>
      sql`
      insert into assignment (operator_id, grid_id, role, valid)
      select operator.id, area.id, ${role}::text, daterange('2026-01-01', null)
      from operator, area where operator.code = 'OP3' and area.code = 'B1a'`.execute(county.db)
    await assign('backup')
    expect((await draw('B1', SPLIT_VACANT)).impact.vacant).toContainEqual({ code: 'B1-1', before: false })
    await assign('cover')
    const { vacant } = (await draw('B1', SPLIT_VACANT)).impact
    expect(vacant.map(({ code }) => code)).not.toContain('B1-1')
    await sql`delete from assignment where grid_id = (select id from area where code = 'B1a')`.execute(
      county.db,
    )
  })

  it('does not stand in the way of publishing, and comes about', async () => {
    const draft = await publish(county, 'B1', SPLIT_VACANT)
    expect(draft.state).toBe('published')
    const { body } = await county.staff.leader.get('/api/coverage?area=B1&level=grid')
    const { byArea } = body as CoverageReport
    expect(byArea.find(({ code }) => code === 'B1-1')).toMatchObject({ vacantGrids: 1 })
    const findings = await county.staff.leader.get('/api/operators/findings?area=B1')
    expect(findings.body.vacancies.map(({ grid }: { grid: string }) => grid)).toContain('B1-1')
  })
})
