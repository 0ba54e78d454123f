import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { loadCoverage } from '../../server/boundaries/coverage-cache.ts'
import type { Draft } from '../../server/boundaries/draft-schema.ts'
import type { Operation } from '../../server/domain/coverage/edit/operation.ts'
import { validateCoverage } from '../../server/domain/coverage/edit/validate-coverage.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { LiveReader } from '../support/live-reader.ts'
import type { Staff } from '../support/people.ts'
import { approved, openCounty, publish, type County } from './county.ts'
import { expectExact } from './exact.ts'
import { BEND, place, SPLIT, Studio } from './studio.ts'

describeOnDatabases('publishing a draft', (database, open) => {
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

  it('plays on what others have published elsewhere, and is stale where they were at the same', async () => {
    const county = await openCounty(await open())
    const { app, db, studio, staff } = county
    const elsewhere = await approved(county, 'B2', { kind: 'merge', areas: ['B2b', 'B2a'] })
    const same = await approved(county, 'A1', { kind: 'merge', areas: ['A1a', 'A1b'] })
    const begun = await studio.drawn('A1', BEND_ALONE)
    await publish(county, 'A1', SPLIT, BEND)

    expect((await studio.act(elsewhere, 'publish')).body).toMatchObject({
      state: 'published',
      release: 3,
      baseRelease: 1,
    })
    const { status, body } = await studio.act(same, 'publish')
    expect([status, body.error.code]).toEqual([409, 'draft_stale'])
    expect(body.error.details).toEqual({
      release: 2,
      author: 'analyst',
      codes: ['A1a', 'A1b'],
      place: [expect.any(Number), expect.any(Number)],
    })
    expect((await studio.get(same.id)).stale).toEqual(body.error.details)
    expect((await studio.act(begun, 'validate')).body.error.code).toBe('draft_stale')
    const items = (await staff.leader.get('/api/boundaries/drafts')).body.items as Draft[]
    expect(
      items
        .filter(({ stale }) => stale)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([same.id, begun.id])

    await expectExact(db)
    const { rows } = await sql<{ code: string; retired: boolean; operators: number }>`
      select code, retired_at is not null as retired,
        (select count(*)::int from assignment where grid_id = area.id and valid @> (now() at time zone 'Asia/Shanghai')::date) as operators
      from area where code in ('B2a', 'B2b') order by code`.execute(db)
    expect(rows).toEqual([
      { code: 'B2a', retired: true, operators: 0 },
      { code: 'B2b', retired: false, operators: 0 },
    ])
    const { items: now } = (await staff.leader.get('/api/areas')).body
    expect(now.find(({ code }: { code: string }) => code === 'B2b')).toMatchObject({ households: 600 })
    await app.close()
  })

  it('merges who looks after grids, and ends what they did before', async () => {
    const county = await openCounty(await open())
    await publish(county, 'A1', { kind: 'merge', areas: ['A1b', 'A1a'] })
    const { rows } = await sql<{ grid: string; operator: string; role: string; open: boolean }>`
      select area.code as grid, operator.code as operator, role, upper_inf(valid) as open
      from assignment join area on area.id = grid_id join operator on operator.id = operator_id
      where area.code like 'A1%' order by 1, 2`.execute(county.db)
    expect(rows).toEqual([
      { grid: 'A1a', operator: 'OP1', role: 'lead', open: false },
      { grid: 'A1a', operator: 'OP2', role: 'backup', open: false },
      { grid: 'A1b', operator: 'OP1', role: 'lead', open: true },
      { grid: 'A1b', operator: 'OP2', role: 'backup', open: true },
    ])
    await expectExact(county.db)
    await county.app.close()
  })

  it('moves a grid to the village next door, with its people', async () => {
    const county = await openCounty(await open())
    await publish(county, 'A1', { kind: 'reparent', area: 'A1b', parent: 'A2' })
    const { items } = (await county.staff.leader.get('/api/areas')).body
    const found = (code: string) => items.find((area: { code: string }) => area.code === code)
    expect(found('A1b').parentCode).toBe('A2')
    expect([found('A1').households, found('A2').households, found('A').households]).toEqual([200, 1000, 1200])
    await expectExact(county.db)
    await county.app.close()
  })

  it('puts a vertex on the border of townships into the townships too', async () => {
    const county = await openCounty(await open())
    const line = [place(2, 0.5), place(1.5, 0.4), place(1, 0.5)]
    await publish(county, 'A2', { kind: 'split', area: 'A2a', line, code: 'A2-1' })
    await expectExact(county.db)
    const { rows } = await sql<{ code: string }>`
      select code from area join area_version version on version.area_id = area.id
      where release_to is null and release_from = 2 order by code`.execute(county.db)
    expect(rows.map(({ code }) => code)).toEqual(['A', 'A1', 'A1a', 'A2', 'A2-1', 'A2a', 'B', 'B1', 'B1a'])
    await county.app.close()
  })

  it('draws new land at the edge of the county, by an administrator, and locates what lay outside', async () => {
    const county = await openCounty(await open())
    const { app, db, staff } = county
    const ring = [place(4, 0), place(5, 0), place(5, 1), place(4, 1)]
    const own = { ...county, studio: new Studio(app, staff.administrator) }
    await sql`update incident set geom = ST_SetSRID(ST_MakePoint(114.045, 37.005), 4326) where number = 'N7'`.execute(
      db,
    )
    await publish(own, 'B2', { kind: 'draw', ring, code: 'B2-1', parent: 'B2' })
    await expectExact(db)
    const { rows } = await sql`
      select area.code from incident join area_version version on version.id = area_version_id
      join area on area.id = version.area_id where number = 'N7'`.execute(db)
    expect(rows).toEqual([{ code: 'B2-1' }])
    await app.close()
  })
})

const BEND_ALONE: Operation = {
  kind: 'reshape',
  areas: ['A1a', 'A1b'],
  line: [place(0, 1), place(0.5, 1.2), place(1, 1)],
}
