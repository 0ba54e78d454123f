import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { loadCoverage } from '../../server/boundaries/coverage-cache.ts'
import type { Draft } from '../../server/boundaries/draft-schema.ts'
import { validateCoverage } from '../../server/domain/coverage/edit/validate-coverage.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { LiveReader } from '../support/live-reader.ts'
import type { Staff } from '../support/people.ts'
import { openCounty, publish, type County } from './county.ts'
import { expectExact } from './exact.ts'
import { BEND, SPLIT } from './studio.ts'

describeOnDatabases('publishing a draft', (database) => {
  describe('that splits a grid and moves a border', () => {
    let county: County
    let draft: Draft
    let app: App
    let staff: Staff
    let reader: LiveReader
    beforeAll(async () => {
      county = await openCounty(database())
      ;({ app, staff } = county)
      const url = await app.listen({ port: 0, host: '127.0.0.1' })
      reader = await LiveReader.open(url, staff.display.headers['cookie']!)
      draft = await publish(county, 'A1', SPLIT, BEND)
    })
    afterAll(async () => {
      reader.close()
      await app.close()
    })

    it('makes a release with who drew, who approved, and why', async () => {
      expect(draft).toMatchObject({
        state: 'published',
        release: 2,
        actions: [],
        mayEdit: false,
        stale: null,
      })
      const row = await county.db
        .selectFrom('release')
        .selectAll()
        .where('seq', '=', 2)
        .executeTakeFirstOrThrow()
      expect(row).toMatchObject({
        author: 'analyst',
        reviewer: 'supervisor',
        note: '户数过多',
        draft_id: draft.id,
        changeset: { added: 1, changed: 5, retired: 0 },
      })
    })

    it('is exact at every level', async () => {
      await expectExact(county.db)
      expect(validateCoverage((await loadCoverage(county.db, 2)).coverage)).toEqual([])
      expect(validateCoverage((await loadCoverage(county.db, 1)).coverage)).toEqual([])
    })

    it('names the new grid after its village, and moves people by share of area', async () => {
      const { items } = (await staff.leader.get('/api/areas')).body
      const facts = Object.fromEntries(
        items.map((area: Record<string, unknown>) => [
          area['code'],
          [area['households'], area['population']],
        ]),
      )
      expect(items.find(({ code }: { code: string }) => code === 'A1-1')).toMatchObject({
        name: 'A1区第3网格',
        nameEn: 'Area A1 Grid 3',
        level: 'grid',
        parentCode: 'A1',
        kind: 'general',
      })
      expect(facts).toMatchObject({
        'A1-1': [25, 75],
        A1a: [195, 585],
        A1b: [380, 1140],
        A1: [600, 1800],
        A: [1200, 3600],
      })
      expect((await loadCoverage(county.db, 1)).facts.get('A1a')).toMatchObject({ households: 200 })
    })

    it('moves open incidents to where they lie, and leaves closed ones where they happened', async () => {
      const { rows } = await sql<{ number: string; code: string; current: boolean }>`
        select number, area.code, version.release_to is null as current
        from incident join area_version version on version.id = area_version_id join area on area.id = version.area_id
        where number in ('OPEN', 'CLOSED', 'N1', 'N8', 'N3') order by number`.execute(county.db)
      expect(rows).toEqual([
        { number: 'CLOSED', code: 'A1a', current: false },
        { number: 'N1', code: 'A1a', current: false },
        { number: 'N3', code: 'A2a', current: true },
        { number: 'N8', code: 'A1a', current: true },
        { number: 'OPEN', code: 'A1-1', current: true },
      ])
    })

    it('keeps where the ground came from, each share of what it was', async () => {
      const { rows } = await sql<{ from: string; to: string; share: number; households: number }>`
        select f.code as from, t.code as to, round(share_of_area::numeric, 4)::float8 as share, lineage.households
        from area_lineage lineage join area f on f.id = from_area_id join area t on t.id = to_area_id
        where release = 2 order by 1, 2`.execute(county.db)
      expect(rows).toEqual([
        { from: 'A1a', to: 'A1-1', share: 0.125, households: 25 },
        { from: 'A1a', to: 'A1a', share: 0.875, households: 175 },
        { from: 'A1b', to: 'A1a', share: 0.05, households: 20 },
        { from: 'A1b', to: 'A1b', share: 0.95, households: 380 },
      ])
    })

    it('lets the operators of the split grid look after both parts', async () => {
      const { rows } = await sql<{ grid: string; crew: string[] }>`
        select area.code as grid, array_to_json(array_agg(operator.code || ' ' || role order by operator.code)) as crew
        from assignment join area on area.id = grid_id join operator on operator.id = operator_id
        where valid @> (now() at time zone 'Asia/Shanghai')::date and area.code in ('A1a', 'A1-1') group by area.code order by 1`.execute(
        county.db,
      )
      const crew = ['OP1 lead', 'OP2 backup']
      expect(rows).toEqual([
        { grid: 'A1-1', crew },
        { grid: 'A1a', crew },
      ])
      // Who may see the one grid may see the other.
      const { body } = await staff.operator.get('/api/incidents?area=A1-1')
      expect(body.items.map(({ number }: { number: string }) => number)).toEqual(['OPEN'])
    })

    it('wakes every open map', async () => {
      await expect
        .poll(() => reader.events.find(({ event }) => event === 'release')?.data)
        .toMatchObject({ release: 2 })
      const { body } = await staff.display.get('/api/areas')
      expect(body.release).toBe(2)
      expect((await app.inject({ url: '/tiles/areas.json' })).json().tiles[0]).toMatch(/\/tiles\/areas\/2\//)
    })

    it('is noted in the chain', async () => {
      const { rows } = await sql<{ action: string; actor: string; data: Record<string, string> }>`
        select action, actor, data from incident_event order by seq desc limit 2`.execute(county.db)
      const about = { release: '2', draft: `${draft.id}`, author: 'analyst', reviewer: 'supervisor' }
      expect(rows).toEqual([
        { action: 'release', actor: 'analyst', data: about },
        { action: 'boundary', actor: 'analyst', data: { what: 'publish', ...about, hash: draft.hash } },
      ])
    })

    it('ends the draft', async () => {
      const { body } = await county.studio.act(draft, 'publish')
      expect(body.error.code).toBe('wrong_state')
    })

    it('lets others go on elsewhere, from the release before', async () => {
      // Begun before; it changes what the release did not.
      const { body } = await staff.analyst.get(`/api/boundaries/drafts/${draft.id}/ground`)
      expect(body.release).toBe(1)
    })
  })
})
