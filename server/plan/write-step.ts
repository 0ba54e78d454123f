import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { PlanAction } from '../domain/plan/milestone.ts'

/** A step of a milestone: who took it, when, and what it says. */
export type PlanStep = {
  milestoneId: number
  /** Of the milestone after it. */
  version: number
  action: PlanAction
  rule: string | null
  actor: string
  actorRole: string
  at: Date
  note: string | null
  data: Readonly<Record<string, string | number | null>>
}

/** Notes a step for good, in the transaction that changes the milestone. */
export async function writeStep(trx: Db, step: PlanStep): Promise<void> {
  await sql`
    insert into plan_event (milestone_id, version, action, rule, actor, actor_role, at, note, data)
    values (${step.milestoneId}::int, ${step.version}::int, ${step.action}, ${step.rule}, ${step.actor}, ${step.actorRole},
      ${step.at}::timestamptz, ${step.note}, ${JSON.stringify(step.data)}::text::jsonb)`.execute(trx)
}
