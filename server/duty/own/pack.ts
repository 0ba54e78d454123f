import { sql } from 'kysely'
import { readInViewersScope } from '../../accounts/scope.ts'
import type { Db } from '../../db/connect.ts'
import { toDegrees } from '../../domain/coverage/shape.ts'
import { pointUnits } from '../../db/geo.ts'
import { awaitsEvidence } from '../../domain/lifecycle/evidence.ts'
import { mayAddPhotos } from '../../domain/lifecycle/photos.ts'
import { possibleActions } from '../../domain/lifecycle/refusal.ts'
import { readListInForce } from '../../duty-list/read-list.ts'
import { actorOf, caseFor, type Asking } from '../../handling/act.ts'
import { toMultiPolygon } from '../../domain/coverage/geojson.ts'
import { readOwnGrids, type OwnGrid } from './own-grids.ts'
import { ownOperator } from './own-operator.ts'
import type { DutyPack, PackedCase } from './pack-contract.ts'

/** More open cases than this no operator handles on one round; the rest is on the desk. */
const MOST_CASES = 300

/** What an operator's phone keeps for where there is no signal. Throws not_allowed for whoever is no operator. */
export async function readPack(
  db: Db,
  asking: Asking,
  { now, day }: { now: number; day: string },
): Promise<DutyPack> {
  const operator = await ownOperator(db, asking.viewer)
  const grids = await readOwnGrids(db, asking.areas, operator.id, day)
  const { cases, count } = await readInViewersScope(db, asking, async (trx) => {
    const facts = await readFacts(trx, asking, grids)
    const packed: PackedCase[] = []
    for (const fact of facts.slice(0, MOST_CASES)) packed.push(await packCase(trx, asking, fact, now))
    return { cases: packed, count: facts.length }
  })
  return {
    at: new Date(now).toISOString(),
    release: asking.areas.release,
    areas: {
      type: 'FeatureCollection',
      features: grids.map(({ area: { id, code, name, nameEn, shape }, role }) => ({
        type: 'Feature',
        id,
        geometry: toMultiPolygon(shape),
        properties: { code, name, nameEn, role },
      })),
    },
    cases,
    casesLeftOut: Math.max(0, count - MOST_CASES),
    dutyList: await readListInForce(db),
  }
}

type Facts = Omit<
  PackedCase,
  'reportedAt' | 'dueAt' | 'nextDueAt' | 'area' | 'actions' | 'mayAddPhotos' | 'needsEvidence'
> & {
  areaId: number
  reportedAt: Date
  dueAt: Date | null
  nextDueAt: Date | null
}

async function readFacts(trx: Db, { areas }: Asking, grids: readonly OwnGrid[]): Promise<Facts[]> {
  const ids = grids.flatMap(({ area }) => areas.idsInside(area))
  if (ids.length === 0) return []
  const { lon, lat } = pointUnits('incident.geom')
  const { rows } = await sql<Facts>`
    select incident.id, number, incident.version, title, description, category_code as category, state, priority,
      ${lon} as lon, ${lat} as lat, address, version.area_id as "areaId", reported_at as "reportedAt", due_at as "dueAt",
      case when state in ('dispatched', 'handling') then least(due_at, feedback_due_at) else due_at end as "nextDueAt",
      supervised_due_at is not null as supervised
    from incident join area_version version on version.id = incident.area_version_id
    where state in ('reported', 'accepted', 'dispatched', 'handling', 'verifying')
      and version.area_id in (select value::int from json_array_elements_text(${JSON.stringify(ids)}::text::json))
    order by "nextDueAt" nulls last, id`.execute(trx)
  return rows
}

async function packCase(trx: Db, asking: Asking, facts: Facts, now: number): Promise<PackedCase> {
  const row = await caseFor(trx, asking, facts.id)
  const actor = actorOf(asking, row)
  const { areaId, reportedAt, dueAt, nextDueAt, lon, lat, ...rest } = facts
  return {
    ...rest,
    lon: lon === null ? null : toDegrees(lon),
    lat: lat === null ? null : toDegrees(lat),
    area: asking.areas.heirOf(areaId)!.code,
    reportedAt: reportedAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    nextDueAt: nextDueAt?.toISOString() ?? null,
    actions: possibleActions(row.incident, actor, now),
    mayAddPhotos: mayAddPhotos(row.incident, actor),
    needsEvidence: awaitsEvidence(row.incident, row),
  }
}
