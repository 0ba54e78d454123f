import type { ColumnType, Generated } from 'kysely'
import type { MilestoneKind, PlanAction } from '../domain/plan/milestone.ts'

type Time = ColumnType<Date, Date | string, Date | string>
/** A day as YYYY-MM-DD. Read by SQL as text: drivers make other things of it. */
type Day = ColumnType<never, string, string>

/** The tables of the promotion plan, as Kysely sees them. */
export type PlanTables = {
  plan_milestone: {
    id: Generated<number>
    area_id: number
    kind: MilestoneKind
    label: Generated<string>
    begins_on: Day
    ends_on: Day
    target_percent: number
    planned: number | null
    owner_account_id: number | null
    owner_unit_id: number | null
    counted: number | null
    counted_of: number | null
    counted_by: string | null
    counted_at: Time | null
    done_on: Day | null
    done_by: string | null
    done_numerator: number | null
    done_denominator: number | null
    urged: Generated<number>
    supervised_until: Day | null
    escalation: Generated<number>
    withdrawn: Generated<boolean>
    version: Generated<number>
  }
  plan_event: {
    seq: Generated<number>
    milestone_id: number
    version: number
    action: PlanAction
    rule: string | null
    actor: string
    actor_role: string
    at: Time
    note: string | null
    data: ColumnType<unknown, never, never>
  }
}
