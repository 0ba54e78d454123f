import { sql, type Transaction } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import { EVIDENCE_BEGINS } from '../domain/lifecycle/evidence.ts'
import type { IncidentCase, Rating, Request } from '../domain/lifecycle/incident-case.ts'
import type { IncidentState } from '../domain/incident-state.ts'
import { TASKS_BY_LIST, type TasksByList } from '../duty-list/read-list.ts'
import type { Step } from './contract.ts'

/** An incident as its life cycle needs it, where it is, and what its category asks for. */
export type CaseRow = {
  id: number
  number: string
  version: number
  areaId: number | null
  unit: { id: number; areaId: number | null; code: string; name: string; nameEn: string | null } | null
  feedbackDays: number
  closeDays: number
  evidence: boolean
  /** What the list of duties in force has for operators; null: no list is in force. */
  listed: TasksByList | null
  incident: IncidentCase
}

/** Names of those who gave feedback on an incident of the statement since it was reported or opened again. */
export const HANDLERS = sql<string[]>`array(
  select distinct actor from incident_event event
  where event.incident_id = incident.id and event.action = 'feedback' and event.seq > coalesce((
    select max(seq) from incident_event again where again.incident_id = incident.id and again.action = 'reopen'), 0))`

/** Whether a photo was added to an incident of the statement since its work last began; by the chain, as HANDLERS. */
const HAS_EVIDENCE = sql<boolean>`exists(
  select from incident_event photo
  where photo.incident_id = incident.id and photo.action = 'photo' and photo.seq > coalesce((
    select max(seq) from incident_event begun where begun.incident_id = incident.id
      and begun.action in (${sql.join(EVIDENCE_BEGINS)})), 0))`

/** Reads one; `lock`: nobody else changes it before the transaction ends. */
export async function readCase(db: Db, id: number, lock: boolean): Promise<CaseRow | null> {
  let query = db
    .selectFrom('incident')
    .innerJoin('category', 'category.code', 'incident.category_code')
    .leftJoin('area_version', 'area_version.id', 'incident.area_version_id')
    .leftJoin('unit', 'unit.id', 'incident.unit_id')
    .selectAll('incident')
    .select([
      'category.feedback_days',
      'category.close_days',
      'category.evidence',
      'area_version.area_id as happened_in',
      'unit.area_id as unit_area_id',
      'unit.code as unit_code',
      'unit.name as unit_name',
      'unit.name_en as unit_name_en',
      HANDLERS.as('handlers'),
      HAS_EVIDENCE.as('has_evidence'),
      TASKS_BY_LIST.as('listed'),
    ])
    .where('incident.id', '=', id)
  if (lock) query = query.forUpdate('incident')
  const row = await query.executeTakeFirst()
  if (!row) return null
  const ms = (time: Date | null) => time?.getTime() ?? null
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    areaId: row.happened_in,
    unit:
      row.unit_id === null
        ? null
        : {
            id: row.unit_id,
            areaId: row.unit_area_id,
            code: row.unit_code!,
            name: row.unit_name!,
            nameEn: row.unit_name_en,
          },
    feedbackDays: row.feedback_days,
    closeDays: row.close_days,
    evidence: row.evidence,
    listed: row.listed,
    incident: {
      state: row.state,
      priority: row.priority,
      occurredAt: row.occurred_at.getTime(),
      reportedAt: row.reported_at.getTime(),
      dueAt: ms(row.due_at),
      feedbackDueAt: ms(row.feedback_due_at),
      closedAt: ms(row.closed_at),
      suspendedAt: ms(row.suspended_at),
      closeLeftMs: row.close_left_ms,
      feedbackLeftMs: row.feedback_left_ms,
      extendedDays: row.extended_days,
      unitId: row.unit_id,
      duplicateOf: row.duplicate_of,
      request: row.request as Request | null,
      supervisedDueAt: ms(row.supervised_due_at),
      urged: row.urged,
      escalation: row.escalation,
      rating: row.rating as Rating | null,
      answer: row.public_answer,
      reopened: row.reopened,
      handledBy: row.handled_by,
      handlers: row.handlers,
      hasEvidence: row.has_evidence,
    },
  }
}

/** Writes what an action changed; the row must be locked by this transaction. */
export async function writeCase(
  trx: Transaction<Database>,
  id: number,
  version: number,
  incident: IncidentCase,
): Promise<void> {
  const time = (ms: number | null) => (ms === null ? null : new Date(ms))
  const request = incident.request === null ? null : JSON.stringify(incident.request)
  await trx
    .updateTable('incident')
    .set({
      version,
      state: incident.state,
      due_at: time(incident.dueAt),
      feedback_due_at: time(incident.feedbackDueAt),
      closed_at: time(incident.closedAt),
      suspended_at: time(incident.suspendedAt),
      close_left_ms: incident.closeLeftMs,
      feedback_left_ms: incident.feedbackLeftMs,
      extended_days: incident.extendedDays,
      unit_id: incident.unitId,
      duplicate_of: incident.duplicateOf,
      supervised_due_at: time(incident.supervisedDueAt),
      urged: incident.urged,
      escalation: incident.escalation,
      rating: incident.rating,
      public_answer: incident.answer,
      reopened: incident.reopened,
      handled_by: incident.handledBy,
    })
    .set({ request: sql<never>`${request}::text::jsonb`, changed: sql<never>`pg_current_xact_id()` })
    .where('id', '=', id)
    .execute()
}

/** Every step of an incident, oldest first. */
export async function readSteps(db: Db, incidentId: number): Promise<Step[]> {
  const { rows } = await sql<Omit<Step, 'at'> & { at: Date }>`
    select seq, version, action, from_state as "from", to_state as "to", actor, actor_role as role, at, note, data
    from incident_event where incident_id = ${incidentId}::bigint order by seq`.execute(db)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** The unit of this code that takes incidents; null when there is none. */
export async function findUnit(db: Db, code: string): Promise<{ id: number; code: string } | null> {
  const row = await db
    .selectFrom('unit')
    .select(['id', 'code'])
    .where('code', '=', code)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** The incident with this number, and where it is. */
export async function findByNumber(db: Db, number: string) {
  const row = await db
    .selectFrom('incident')
    .leftJoin('area_version', 'area_version.id', 'incident.area_version_id')
    .select([
      'incident.id',
      'incident.state',
      'incident.duplicate_of as duplicateOf',
      'area_version.area_id as areaId',
    ])
    .where('number', '=', number)
    .executeTakeFirst()
  return row ?? null
}

/** Whether others are marked as duplicates of an incident. */
export async function hasDuplicates(db: Db, id: number): Promise<boolean> {
  const row = await db
    .selectFrom('incident')
    .select('id')
    .where('duplicate_of', '=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** A square of two hundred metres has not seen more. */
const MOST_IN_BOX = 20_000

export type SimilarRow = {
  id: number
  number: string
  title: string
  state: IncidentState
  reportedAt: Date
  metres: number
  areaId: number | null
}

/** Open incidents of a main category within some metres of a point that were reported since then, nearest first. */
export async function readSimilar(
  db: Db,
  at: { lon: number; lat: number; category: string; metres: number; since: Date; limit: number },
): Promise<SimilarRow[]> {
  // The box is found by the index; degrees of longitude shrink with the latitude.
  const north = at.metres / 111_000
  const east = north / Math.max(0.01, Math.cos((at.lat * Math.PI) / 180))
  const { rows } = await sql<SimilarRow>`
    with point as (select ST_SetSRID(ST_MakePoint(${at.lon}::float8, ${at.lat}::float8), 4326) as geom)
    select incident.id, number, title, state, reported_at as "reportedAt", version.area_id as "areaId",
      round(ST_DistanceSphere(incident.geom, point.geom))::int as metres
    from point, incident
    left join area_version version on version.id = incident.area_version_id
    join category on category.code = incident.category_code
    where incident.id in (select incidents_in_box(${at.lon - east}::float8, ${at.lat - north}::float8,
        ${at.lon + east}::float8, ${at.lat + north}::float8, ${MOST_IN_BOX}::integer))
      and ST_DistanceSphere(incident.geom, point.geom) <= ${at.metres}::float8
      and reported_at >= ${at.since}::timestamptz
      and state in ('reported', 'accepted', 'dispatched', 'handling', 'verifying')
      and coalesce(category.parent_code, category.code) =
        (select coalesce(parent_code, code) from category where code = ${at.category})
    order by metres, incident.id
    limit ${at.limit}::int`.execute(db)
  return rows
}
