import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { MilestoneKind, PlanAction } from '../domain/plan/milestone.ts'

/** A milestone as it is kept. Days are YYYY-MM-DD. */
export type MilestoneRow = {
  id: number
  areaId: number
  kind: MilestoneKind
  label: string
  beginsOn: string
  endsOn: string
  targetPercent: number
  planned: number | null
  account: string | null
  unit: { code: string; name: string; nameEn: string | null } | null
  counted: number | null
  countedOf: number | null
  countedBy: string | null
  countedAt: Date | null
  doneOn: string | null
  doneBy: string | null
  doneNumerator: number | null
  doneDenominator: number | null
  urged: number
  supervisedUntil: string | null
  escalation: number
  version: number
}

const COLUMNS = sql`
  milestone.id, milestone.area_id as "areaId", milestone.kind, label, begins_on::text as "beginsOn", ends_on::text as "endsOn",
  target_percent as "targetPercent", planned, account.name as account,
  case when unit.id is not null
    then json_build_object('code', unit.code, 'name', unit.name, 'nameEn', unit.name_en) end as unit,
  counted, counted_of as "countedOf", counted_by as "countedBy", counted_at as "countedAt",
  done_on::text as "doneOn", done_by as "doneBy", done_numerator as "doneNumerator",
  done_denominator as "doneDenominator", urged, supervised_until::text as "supervisedUntil", escalation, version
  from plan_milestone milestone
  join area on area.id = milestone.area_id and area.level = 'township' and area.retired_at is null
  left join account on account.id = owner_account_id
  left join unit on unit.id = owner_unit_id`

/** The milestones of live townships that were not withdrawn, by township and day. */
export async function readMilestones(db: Db): Promise<MilestoneRow[]> {
  const { rows } = await sql<MilestoneRow>`
    select ${COLUMNS} where not withdrawn order by milestone.area_id, begins_on, ends_on, milestone.id`.execute(
    db,
  )
  return rows
}

/** One of them; null: there is none of this id. */
export async function readMilestone(db: Db, id: number): Promise<MilestoneRow | null> {
  const { rows } = await sql<MilestoneRow>`
    select ${COLUMNS} where not withdrawn and milestone.id = ${id}::int`.execute(db)
  return rows[0] ?? null
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockMilestone(trx: Db, id: number): Promise<MilestoneRow | null> {
  const { rows } = await sql`select from plan_milestone where id = ${id}::int for update`.execute(trx)
  return rows.length === 0 ? null : readMilestone(trx, id)
}

export type PlanEventRow = {
  seq: number
  action: PlanAction
  rule: string | null
  actor: string
  actorRole: string
  at: Date
  note: string | null
  data: Record<string, unknown>
}

export async function readEvents(db: Db, id: number): Promise<PlanEventRow[]> {
  const { rows } = await sql<PlanEventRow>`
    select seq, action, rule, actor, actor_role as "actorRole", at, note, data
    from plan_event where milestone_id = ${id}::int order by version desc`.execute(db)
  return rows
}

/** Accounts that may own a milestone: whoever has a part in the plan by a role of theirs. */
export async function readOwners(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct name collate "C" as name from account join account_grant on account_id = account.id
    where role in ('administrator', 'leader', 'dispatcher', 'supervisor', 'analyst', 'manager') order by 1`.execute(
    db,
  )
  return rows.map(({ name }) => name)
}
