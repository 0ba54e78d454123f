import { sql, type RawBuilder } from 'kysely'
import type { Viewer } from '../accounts/viewer.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import type { IncidentState } from '../domain/incident-state.ts'
import { HIGHEST_ESCALATION } from '../domain/lifecycle/incident-case.ts'
import type { Role } from '../domain/role.ts'
import { LOOKS_AFTER, REASONS, type Reason } from '../domain/lifecycle/needs-me.ts'
import { TASKS_BY_LIST } from '../duty-list/read-list.ts'
import type { Asking } from './act.ts'
import { HANDLERS } from './queries.ts'

type Condition = RawBuilder<boolean>

/** An incident that waits, with the first of the reasons why it waits for the viewer. */
export type QueueRow = {
  id: number
  number: string
  version: number
  title: string
  category: string
  state: IncidentState
  priority: number
  area: string | null
  address: string | null
  unit: string | null
  reportedAt: Date
  dueAt: Date | null
  nextDueAt: Date | null
  supervised: boolean
  urged: number
  reason: Reason
}

/** Whether verifying it is given to operators: by the list of duties in force, or because there is none. */
const IS_LISTED = sql<boolean>`coalesce((${TASKS_BY_LIST}->'tasks')::jsonb @> '["verify"]', true)`

/** When an incident waits for each reason; `me` is an account's name. Whoever asked or handled is not the one who decides. */
const conditions = (me: string, now: Date, role: Role): Record<Reason, Condition> => ({
  decide: sql`state = 'reported' and request is null`,
  dispatch: sql`request is null and (state = 'accepted' or (state in ('dispatched', 'handling') and incident.unit_id is null))`,
  approve: sql`request is not null and request->>'by' <> ${me}`,
  start: sql`state = 'dispatched' and request is null and suspended_at is null`,
  handle: sql`state = 'handling' and request is null and suspended_at is null`,
  verify: sql`state = 'verifying' and handled_by is distinct from ${me} and ${me} <> all (${HANDLERS})
    and ${role === 'operator' ? IS_LISTED : sql`true`}`,
  // The centre looks after what was carried up to it, the leaders after what went on to them.
  escalated: sql`escalation >= ${role === 'leader' ? HIGHEST_ESCALATION : 1}::int`,
  overdue: sql`due_at < ${now}::timestamptz`,
})

/** For each reason the incidents that wait for this viewer, as one condition; reasons of no concern are left out. */
function waitingFor(viewer: Viewer, areas: AreaIndex, now: Date): Map<Reason, Condition> {
  const waiting = new Map<Reason, Condition>()
  for (const grant of viewer.grants) {
    const is = conditions(viewer.name, now, grant.role)
    for (const reason of LOOKS_AFTER[grant.role]) {
      const isUnits = reason === 'start' || reason === 'handle'
      const reach = reachOf(grant, areas, isUnits)
      if (reach === null) continue
      const known = waiting.get(reason)
      const own = sql<boolean>`(${is[reason]} and ${reach})`
      waiting.set(reason, known ? sql<boolean>`(${known} or ${own})` : own)
    }
  }
  return waiting
}

/** Where a grant reaches: the county, a unit, an area's incidents, or what the units of an area have. Null: nowhere. */
function reachOf(grant: Viewer['grants'][number], areas: AreaIndex, ofUnits: boolean): Condition | null {
  if (grant.unit !== null) return sql`incident.unit_id = ${grant.unit.id}::int`
  if (grant.areaId === null) return sql`true`
  const area = areas.byId(grant.areaId)
  if (area === null) return null
  const ids = sql.join(areas.idsInside(area).map((id) => sql`${id}::int`))
  return ofUnits ? sql`unit.area_id in (${ids})` : sql`version.area_id in (${ids})`
}

const OPEN = sql`state in ('reported', 'accepted', 'dispatched', 'handling', 'verifying')`
const TABLES = sql`incident
  left join area_version version on version.id = incident.area_version_id
  left join area on area.id = version.area_id
  left join unit on unit.id = incident.unit_id`

/** What waits for a viewer, what is due first first, and how many wait for each reason. */
export async function readQueue(
  db: Db,
  { viewer, areas }: Asking,
  { reason, limit, now }: { reason: Reason | null; limit: number; now: Date },
): Promise<{ items: QueueRow[]; counts: { reason: Reason; count: number }[] }> {
  const waiting = waitingFor(viewer, areas, now)
  if (waiting.size === 0) return { items: [], counts: [] }
  const ordered = REASONS.flatMap((name) => {
    const condition = waiting.get(name)
    return condition ? [{ name, condition }] : []
  })
  const wanted = ordered.filter(({ name }) => reason === null || name === reason)
  const counts = await countReasons(db, ordered)
  if (wanted.length === 0) return { items: [], counts }
  const cases = sql.join(
    wanted.map(({ name, condition }) => sql`when ${condition} then ${name}`),
    sql` `,
  )
  const { rows } = await sql<QueueRow>`
    select * from (
      select incident.id, number, incident.version, title, category_code as category, state, priority, area.code as area,
        address, unit.code as unit, reported_at as "reportedAt", due_at as "dueAt",
        case when state in ('dispatched', 'handling') then least(due_at, feedback_due_at) else due_at end as "nextDueAt",
        supervised_due_at is not null as supervised, urged, case ${cases} end as reason
      from ${TABLES}
      where ${OPEN}
    ) as open
    where reason is not null
    order by "nextDueAt" nulls last, id
    limit ${limit}::int`.execute(db)
  return { items: rows, counts }
}

async function countReasons(
  db: Db,
  ordered: readonly { name: Reason; condition: Condition }[],
): Promise<{ reason: Reason; count: number }[]> {
  const columns = sql.join(
    ordered.map(({ name, condition }) => sql`count(*) filter (where ${condition})::int as ${sql.ref(name)}`),
  )
  const { rows } = await sql<Record<Reason, number>>`
    select ${columns} from ${TABLES} where ${OPEN}`.execute(db)
  return ordered.map(({ name }) => ({ reason: name, count: rows[0]?.[name] ?? 0 }))
}
