import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { rowScope, sees } from '../../server/accounts/scope.ts'
import type { Grant } from '../../server/accounts/queries.ts'
import { AreaIndex } from '../../server/areas/area-index.ts'
import { inScope, type RowScope } from '../../server/db/row-scope.ts'
import { appendEvent } from '../../server/events/append.ts'
import { addUnit } from '../../server/units/command.ts'
import { asServed, describeOnDatabases } from '../support/databases.ts'
import { loadSmallCounty } from '../support/small-county.ts'

// What the database itself lets through, behind all that asks for whom it is.

const TABLES = ['incident', 'incident_event', 'photo', 'reporter_contact'] as const

describeOnDatabases('row-level security', (database) => {
  let areas: AreaIndex
  let incidents: { id: number; areaId: number | null; unit: { id: number; areaId: number | null } | null }[]
  let grants: Grant[]
  const idsSeen = async (scope: RowScope, table: (typeof TABLES)[number]) => {
    const id = table === 'incident' ? 'id' : 'incident_id'
    const { rows } = await inScope(asServed(database().db), scope, (trx) =>
      sql<{ id: number }>`select ${sql.id(id)} as id from ${sql.id(table)} order by 1`.execute(trx),
    )
    return rows.map((row) => row.id)
  }

  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    areas = await AreaIndex.load(db)
    await addUnit(db, { code: 'roads', name: '公路站', nameEn: null, area: null, categories: [] })
    await addUnit(db, { code: 'town-b', name: '乙镇综治中心', nameEn: null, area: 'B', categories: [] })
    const units = await db
      .selectFrom('unit')
      .select(['id', 'code', 'area_id as areaId'])
      .orderBy('id')
      .execute()
    // Every third is with one unit, every third with the other.
    await sql`update incident set unit_id = nullif(id % 3, 0), state = 'dispatched', closed_at = null`.execute(
      db,
    )
    const rows = await db
      .selectFrom('incident')
      .leftJoin('area_version', 'area_version.id', 'incident.area_version_id')
      .select(['incident.id', 'area_version.area_id as areaId', 'incident.unit_id as unitId'])
      .orderBy('incident.id')
      .execute()
    incidents = rows.map(({ unitId, ...row }) => ({
      ...row,
      unit: units.find(({ id }) => id === unitId) ?? null,
    }))
    for (const { id } of incidents) {
      const step = { action: 'urge', from: 'reported', to: 'reported', actor: 'x', actorRole: 'leader' }
      await db
        .transaction()
        .execute((trx) =>
          appendEvent(trx, { ...step, incidentId: id, version: 1, at: 0, note: null, data: {} }),
        )
      await sql`insert into photo (incident_id, added_by, width, height, body, small)
        values (${id}::bigint, 'x', 1, 1, '', '')`.execute(db)
      await sql`insert into reporter_contact (incident_id, key_id, sealed)
        values (${id}::bigint, 'ffffffffffffffff', decode(repeat('ff', 40), 'hex'))`.execute(db)
    }
    grants = [
      ...areas.nodes.flatMap(({ id }) =>
        (['manager', 'operator', 'display'] as const).map((role) => ({ role, areaId: id, unit: null })),
      ),
      ...units.map((unit) => ({ role: 'handler' as const, areaId: null, unit })),
      { role: 'leader', areaId: null, unit: null },
    ] as Grant[]
  })

  it('lets everybody read the same incidents, and what hangs on them, as the scope says', async () => {
    const given = fc.uniqueArray(fc.nat(grants.length - 1), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(given, async (chosen) => {
        const viewer = {
          accountId: 1,
          name: 'x',
          grants: chosen.map((i) => grants[i]!),
          csrf: null,
          hasPassword: true,
          canWrite: true,
        }
        const scope = rowScope(viewer, areas)
        const wanted = incidents.filter((incident) => sees(viewer, areas, incident)).map(({ id }) => id)
        for (const table of TABLES) expect(await idsSeen(scope, table), table).toEqual(wanted)
      }),
      { numRuns: 40 },
    )
  })

  it('lets nobody change or remove what they do not see', async () => {
    const { db } = database()
    const nowhere: RowScope = { areaIds: [], unitIds: [], unitAreaIds: [] }
    await inScope(asServed(db), nowhere, async (trx) => {
      await sql`update incident set title = 'changed'`.execute(trx)
      await sql`delete from incident`.execute(trx)
    })
    const { rows } = await sql<{ count: number; changed: number }>`
      select count(*)::int as count, count(*) filter (where title = 'changed')::int as changed from incident`.execute(
      db,
    )
    expect(rows).toEqual([{ count: incidents.length, changed: 0 }])
  })

  it('lets the application add to the chain, but change nothing of it', async () => {
    for (const change of [sql`update incident_event set note = 'x'`, sql`delete from incident_event`]) {
      const changing = inScope(asServed(database().db), 'county', (trx) => change.execute(trx))
      await expect(changing).rejects.toThrow('permission denied for table incident_event')
    }
  })

  it('lets nothing through to a statement outside every scope, where the role that serves owns nothing', async () => {
    const { db, kind } = database()
    if (kind === 'pglite') return expect(asServed(db)).toBe(db)
    for (const table of TABLES) {
      const reading = sql`select * from ${sql.id(table)}`.execute(asServed(db))
      await expect(reading).rejects.toThrow(/wangge\.|malformed array literal/)
    }
  })
})
