import { sql, type Transaction } from 'kysely'
import type { Static } from 'typebox'
import type { Database } from '../db/types.ts'
import { reaches, stateOf, type Measure, type MilestoneState } from '../domain/plan/milestone.ts'
import { HIGHEST_ESCALATION, supervisedUntil } from '../domain/plan/plan-rules.ts'
import type { Permission } from '../domain/permission.ts'
import { CodedError } from '../errors.ts'
import type { MILESTONE_ACTS, planContract } from './contract.ts'
import type { MilestoneRow } from './queries.ts'
import { writeStep } from './write-step.ts'

export type Act = (typeof MILESTONE_ACTS)[number]

/** Who may do what: counts are the township's, dates the county's, supervision of those who supervise cases. */
export const ACT_PERMISSIONS: Record<Act, Permission> = {
  count: 'countPlan',
  done: 'countPlan',
  urge: 'supervisePlan',
  supervise: 'supervisePlan',
  escalate: 'supervisePlan',
  withdraw: 'editPlan',
}

const SUPERVISION_DAYS = 14
const WITH_WORDS: ReadonlySet<Act> = new Set(['done', 'supervise', 'escalate', 'withdraw'])

type Situation = { row: MilestoneRow; today: string; measure: Measure | null }

/** Whether a step goes from where the milestone is, whoever takes it. */
export function canAct(act: Act, { row, today, measure }: Situation): boolean {
  const state: MilestoneState = stateOf(row, today)
  if (act === 'withdraw') return true
  if (row.doneOn !== null) return false
  if (act === 'count') return row.kind === 'devices'
  if (act === 'done') return measure !== null && reaches(measure, row.targetPercent)
  if (act === 'urge') return state === 'running' || state === 'overdue'
  return state === 'overdue' && (act === 'supervise' || row.escalation < HIGHEST_ESCALATION)
}

type Asked = Static<typeof planContract.act.schema.body>
type Taking = { actor: string; actorRole: string; rule: string | null; at: Date }

/** Takes a step on a milestone that is locked, with its event; returns the new version. Throws wrong_state, invalid_input. */
export async function takeAct(
  trx: Transaction<Database>,
  situation: Situation,
  { action, note = null, numerator, denominator, days }: Asked,
  taking: Taking,
): Promise<number> {
  const { row, today, measure } = situation
  if (!canAct(action, situation))
    throw new CodedError(
      'wrong_state',
      `The milestone is ${stateOf(row, today)}: ${whyNot(action, situation)}`,
    )
  // A rule says why by its name.
  if (WITH_WORDS.has(action) && note === null && taking.rule === null)
    throw new CodedError('invalid_input', `"note" must say why for the action ${action}, but it is missing.`)
  const counted = action === 'count' ? checkedCounts(numerator, denominator) : null
  const until = supervisedUntil(today, days ?? SUPERVISION_DAYS)
  const sets = {
    count: sql`counted = ${counted?.numerator ?? null}::int, counted_of = ${counted?.denominator ?? null}::int,
      counted_by = ${taking.actor}, counted_at = ${taking.at}::timestamptz`,
    done: sql`done_on = ${today}::text::date, done_by = ${taking.actor}, done_numerator = ${measure?.numerator ?? null}::int,
      done_denominator = ${measure?.denominator ?? null}::int`,
    urge: sql`urged = urged + 1`,
    supervise: sql`supervised_until = ${until}::text::date`,
    escalate: sql`escalation = escalation + 1`,
    withdraw: sql`withdrawn = true`,
  }
  await sql`update plan_milestone set ${sets[action]}, version = version + 1 where id = ${row.id}::int`.execute(
    trx,
  )
  const data = {
    count: { ...counted },
    done: { ...measure },
    urge: { urged: row.urged + 1 },
    supervise: { until },
    escalate: { escalation: row.escalation + 1 },
    withdraw: {},
  }
  const version = row.version + 1
  await writeStep(trx, { milestoneId: row.id, version, action, ...taking, note, data: data[action] })
  return version
}

function checkedCounts(numerator: number | undefined, denominator: number | undefined): Measure {
  if (numerator !== undefined && denominator !== undefined && numerator <= denominator && denominator > 0)
    return { numerator, denominator }
  throw new CodedError(
    'invalid_input',
    `A count needs "numerator" of "denominator", the second at least 1 and not below the first, but they are ${numerator} of ${denominator}.`,
  )
}

function whyNot(act: Act, { row }: Situation): string {
  if (row.doneOn !== null) return 'nothing more is done with it.'
  if (act === 'count') return 'what the system measures is not counted by hand.'
  if (act === 'done') return `its target of ${row.targetPercent} % is not reached.`
  if (act === 'escalate' && row.escalation >= HIGHEST_ESCALATION) return 'it is at the highest level.'
  return `${act} is for one that is late.`
}
