import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { SupervisionRule } from '../domain/lifecycle/supervision-rule.ts'

export type ListedRule = SupervisionRule & { enabled: boolean }

/** All rules, in the order of their codes. */
export async function readRules(db: Db): Promise<ListedRule[]> {
  const rows = await db
    .selectFrom('supervision_rule')
    .select(['code', 'condition', 'amount', 'action', 'days', 'enabled', 'since'])
    .orderBy('code')
    .execute()
  return rows.map((row) => ({ ...row, since: row.since.getTime() }))
}

/** An open incident with a deadline, and the rules that have fired for it already. */
export type Candidate = {
  id: number
  priority: number
  dueAt: number
  extendedDays: number
  feedbackDays: number
  closeDays: number
  done: string[]
}

/** Those that are due before a moment, a page at a time by id. */
export async function readCandidates(
  db: Db,
  { after, limit, dueBefore }: { after: number; limit: number; dueBefore: Date },
): Promise<Candidate[]> {
  const { rows } = await sql<Omit<Candidate, 'dueAt'> & { dueAt: Date }>`
    select incident.id, priority, due_at as "dueAt", extended_days as "extendedDays", feedback_days as "feedbackDays",
      close_days as "closeDays",
      array(select rule_code from supervision_done done
        where done.incident_id = incident.id and done.reopened = incident.reopened) as done
    from incident join category on category.code = incident.category_code
    where state in ('reported', 'accepted', 'dispatched', 'handling', 'verifying')
      and due_at < ${dueBefore}::timestamptz and incident.id > ${after}::bigint
    order by incident.id
    limit ${limit}::int`.execute(db)
  return rows.map((row) => ({ ...row, dueAt: row.dueAt.getTime() }))
}

/** Notes that a rule fires for an incident; false when it has already. */
export async function noteDone(trx: Db, ruleCode: string, incidentId: number): Promise<boolean> {
  const { rows } = await sql`
    insert into supervision_done (rule_code, incident_id, reopened)
    select ${ruleCode}, id, reopened from incident where id = ${incidentId}::bigint
    on conflict do nothing
    returning 1`.execute(trx)
  return rows.length > 0
}
