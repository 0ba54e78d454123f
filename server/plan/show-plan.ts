import { daysLate, reaches, stateOf, type Measure } from '../domain/plan/milestone.ts'
import { ACT_PERMISSIONS, canAct } from './act-on-milestone.ts'
import { MILESTONE_ACTS, type Milestone } from './contract.ts'
import type { MilestoneRow } from './queries.ts'
import { mayInPlan, type PlanWho } from './plan-scope.ts'

/** A milestone as a viewer is told of it. */
export function showMilestone(
  who: PlanWho,
  row: MilestoneRow,
  { today, measure }: { today: string; measure: Measure | null },
): Milestone {
  const { id, kind, label, beginsOn, endsOn, targetPercent, planned, account, unit } = row
  const situation = { row, today, measure }
  return {
    id,
    area: who.areas.byId(row.areaId)!.code,
    kind,
    label,
    beginsOn,
    endsOn,
    targetPercent,
    planned,
    owner: account === null && unit === null ? null : { account, unit },
    state: stateOf(row, today),
    measure: measure && { ...measure, by: row.countedBy, at: row.countedAt?.toISOString() ?? null },
    reached: measure !== null && reaches(measure, targetPercent),
    daysLate: daysLate(row, today),
    doneOn: row.doneOn,
    doneBy: row.doneBy,
    doneWith:
      row.doneNumerator === null ? null : { numerator: row.doneNumerator, denominator: row.doneDenominator! },
    urged: row.urged,
    supervisedUntil: row.supervisedUntil,
    escalation: row.escalation,
    version: row.version,
    may: MILESTONE_ACTS.filter(
      (act) => canAct(act, situation) && mayInPlan(who, row.areaId, ACT_PERMISSIONS[act]),
    ),
  }
}
