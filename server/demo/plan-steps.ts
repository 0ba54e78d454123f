import { supervisedUntil } from '../domain/plan/plan-rules.ts'
import type { PlanAction } from '../domain/plan/milestone.ts'
import { dayAfter } from '../domain/staffing/grid-staffing.ts'

export type DemoStep = {
  action: PlanAction
  rule: string | null
  actor: string
  actorRole: string
  /** YYYY-MM-DD */
  day: string
  note: string | null
  data: Readonly<Record<string, string | number | null>>
}

const SUPERVISION_DAYS = 14

/** What becomes of a milestone that is late by so many days: the rules' steps, and people's between them. */
export function latePlanSteps(endsOn: string, lateDays: number): DemoStep[] {
  const steps: DemoStep[] = []
  const add = (after: number, one: Omit<DemoStep, 'day'>): void => {
    if (lateDays >= after) steps.push({ ...one, day: dayAfter(endsOn, after) })
  }
  const rule = { actor: 'wangge', actorRole: 'rule', note: null }
  add(1, { action: 'urge', rule: 'overdue', ...rule, data: { urged: 1 } })
  add(9, {
    action: 'urge',
    rule: null,
    actor: 'supervisor',
    actorRole: 'supervisor',
    note: '请本周内报送尚未开通账号的名单。',
    data: { urged: 2 },
  })
  const until = supervisedUntil(dayAfter(endsOn, 14), SUPERVISION_DAYS)
  add(14, { action: 'supervise', rule: 'overdue-14', ...rule, data: { until } })
  add(30, { action: 'escalate', rule: 'overdue-30', ...rule, data: { escalation: 1 } })
  add(31, {
    action: 'supervise',
    rule: null,
    actor: 'leader',
    actorRole: 'leader',
    note: '乡镇主要负责人牵头，十日内全部开通，每周一报进度。',
    data: { until: supervisedUntil(dayAfter(endsOn, 31), 10) },
  })
  return steps
}
