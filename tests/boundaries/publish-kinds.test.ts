import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AreaIndex } from '../../server/areas/area-index.ts'
import { publishRelease } from '../../server/areas/publish.ts'
import type { Draft } from '../../server/boundaries/draft-schema.ts'
import type { Operation } from '../../server/domain/coverage/edit/operation.ts'
import { insertIncidents } from '../../server/incidents/insert.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { at, incident } from '../support/small-county.ts'
import { approve, approved, openCounty, publish, publishApproved, type County } from './county.ts'
import { expectExact } from './exact.ts'
import { BEND, place, SPLIT, Studio } from './studio.ts'

const BEND_ALONE: Operation = {
  kind: 'reshape',
  areas: ['A1a', 'A1b'],
  line: [place(0, 1), place(0.5, 1.2), place(1, 1)],
}

describeOnDatabases('publishing a draft', (database) => {
  let county: County
  beforeEach(async () => {
    // Faster than another database. As a replica, for records refuse to be emptied with what they are about.
    await database()
      .db.transaction()
      .execute(async (trx) => {
        await sql`set local session_replication_role = replica`.execute(trx)
        await sql`truncate account, unit, area, release, operator, incident restart identity cascade`.execute(
          trx,
        )
      })
    county = await openCounty(database())
  })
  afterEach(() => county.app.close())

  it('plays on what others have published elsewhere, and is stale where they were at the same', async () => {
    const { db, studio, staff } = county
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
  })

  it('is begun anew with what still fits of one that is stale', async () => {
    const { studio, staff } = county
    const merge = { kind: 'merge', areas: ['A2a', 'A2b'] } satisfies Operation
    const mine = await studio.drawn('A1', SPLIT, { kind: 'reparent', area: 'A1b', parent: 'A2' }, merge)
    await publish(county, 'A1', { ...SPLIT, code: 'A1-7' }, { kind: 'merge', areas: ['A1a', 'A1b'] })
    expect((await studio.act(mine, 'validate')).body.error.code).toBe('draft_stale')

    const next = await studio.begin('A1', { carryOver: mine.id })
    expect(next).toMatchObject({ baseRelease: 2, stale: null, operations: [merge], done: 1 })
    expect((await publishApproved(county, await approve(county, next))).release).toBe(3)
    await expectExact(county.db)

    const begin = (body: object) => staff.analyst.post('/api/boundaries/drafts', { title: 't', ...body })
    const codes = await Promise.all(
      [
        { area: 'A2', carryOver: mine.id },
        { area: 'A1', carryOver: 999 },
        { area: 'A1', carryOver: mine.id, restore: 1 },
      ].map(async (body) => (await begin(body)).body.error.code),
    )
    expect(codes).toEqual(['invalid_input', 'unknown_draft', 'invalid_input'])
  })

  it('merges who looks after grids, and ends what they did before', async () => {
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
  })

  it('moves a grid to the village next door, with its people', async () => {
    await publish(county, 'A1', { kind: 'reparent', area: 'A1b', parent: 'A2' })
    const { items } = (await county.staff.leader.get('/api/areas')).body
    const found = (code: string) => items.find((area: { code: string }) => area.code === code)
    expect(found('A1b').parentCode).toBe('A2')
    expect([found('A1').households, found('A2').households, found('A').households]).toEqual([200, 1000, 1200])
    await expectExact(county.db)
  })

  it('puts a vertex on the border of townships into the townships too', async () => {
    const line = [place(2, 0.5), place(1.5, 0.4), place(1, 0.5)]
    await publish(county, 'A2', { kind: 'split', area: 'A2a', line, code: 'A2-1' })
    await expectExact(county.db)
    const { rows } = await sql<{ code: string }>`
      select code from area join area_version version on version.area_id = area.id
      where release_to is null and release_from = 2 order by code`.execute(county.db)
    expect(rows.map(({ code }) => code)).toEqual(['A', 'A1', 'A1a', 'A2', 'A2-1', 'A2a', 'B', 'B1', 'B1a'])
  })

  it('founds the first grid of a village, which has its people and its incidents', async () => {
    const { db } = county
    await publishRelease(db, { author: 'test', note: 'no grids', areas: [], retire: ['B1a', 'B1b'] })
    // The server looks for what was published beside it twice a second.
    await expect.poll(async () => (await county.staff.leader.get('/api/areas')).body.release).toBe(2)
    const index = await AreaIndex.load(db)
    const occurredAt = new Date(Date.now() - 86_400_000)
    await insertIncidents(db, [incident(index, { number: 'VILLAGE', occurredAt, ...at(2.5, 0.5) })])
    await publish(county, 'B1', { kind: 'found', area: 'B1', code: 'B1-1' })
    await expectExact(db)
    const { rows } = await sql<{ number: string; code: string }>`
      select number, area.code from incident join area_version version on version.id = area_version_id
      join area on area.id = version.area_id where number in ('VILLAGE', 'N4') order by number`.execute(db)
    expect(rows).toEqual([
      // Closed, and of a grid that was: it stays there.
      { number: 'N4', code: 'B1a' },
      { number: 'VILLAGE', code: 'B1-1' },
    ])
    const { items } = (await county.staff.leader.get('/api/areas')).body
    const found = (code: string) => items.find((area: { code: string }) => area.code === code)
    expect([found('B1-1').households, found('B1').households, found('B').households]).toEqual([
      600, 600, 1200,
    ])
    expect(found('B1-1')).toMatchObject({ level: 'grid', parentCode: 'B1', name: 'B1区第1网格' })
  })

  it('is undone whole where something fails at its end', async () => {
    const { db, studio } = county
    const draft = await approved(county, 'A1', SPLIT)
    await sql`alter table area_lineage add check (share_of_area < 0.1)`.execute(db)
    expect((await studio.act(draft, 'publish')).status).toBe(500)
    await sql`alter table area_lineage drop constraint area_lineage_share_of_area_check1`.execute(db)
    const { rows } = await sql`select seq from release`.execute(db)
    expect([rows.length, (await studio.get(draft.id)).state]).toEqual([1, 'approved'])
    expect((await studio.act(draft, 'publish')).body).toMatchObject({ state: 'published' })
    await expectExact(db)
  })

  it('is not for a draft whose author may not draw there any more', async () => {
    const { db, app, staff } = county
    const own = { ...county, studio: new Studio(app, staff.administrator) }
    const moves = [{ from: place(0, 1), to: place(-0.1, 1) }]
    const draft = await approved(own, 'A1', { kind: 'move', moves })
    await sql`update account_grant set role = 'analyst'
      where account_id = (select id from account where name = 'administrator')`.execute(db)
    const { status, body } = await county.studio.act(draft, 'publish')
    expect([status, body.error.code]).toEqual([409, 'operation_refused'])
  })

  it('draws new land at the edge of the county, by an administrator, and locates what lay outside', async () => {
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
  })
})
