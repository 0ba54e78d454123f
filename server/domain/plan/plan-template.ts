import { dayAfter } from '../staffing/grid-staffing.ts'
import type { MilestoneKind } from './milestone.ts'

/** A milestone of a template: when it begins and ends, in days after the plan begins, and the share to be reached. */
export type TemplateItem = {
  kind: MilestoneKind
  fromDay: number
  toDay: number
  targetPercent: number
}

const week = (n: number): number => n * 7

/** First the ground, then people and their tools, then the work, then the public. Each ends on a Sunday where it began on a Monday. */
export const PLAN_TEMPLATES = {
  /** Twelve weeks: where people and devices are there already. */
  twelveWeeks: [
    { kind: 'grids', fromDay: 0, toDay: week(3) - 1, targetPercent: 100 },
    { kind: 'staffed', fromDay: week(2), toDay: week(5) - 1, targetPercent: 95 },
    { kind: 'devices', fromDay: week(2), toDay: week(6) - 1, targetPercent: 90 },
    { kind: 'training', fromDay: week(4), toDay: week(8) - 1, targetPercent: 90 },
    { kind: 'accounts', fromDay: week(5), toDay: week(8) - 1, targetPercent: 90 },
    { kind: 'incidents', fromDay: week(7), toDay: week(12) - 1, targetPercent: 90 },
    { kind: 'channels', fromDay: week(8), toDay: week(12) - 1, targetPercent: 80 },
  ],
  /** A year, a quarter each for ground, people, work and the public. */
  year: [
    { kind: 'grids', fromDay: 0, toDay: week(10) - 1, targetPercent: 100 },
    { kind: 'staffed', fromDay: week(8), toDay: week(18) - 1, targetPercent: 95 },
    { kind: 'devices', fromDay: week(10), toDay: week(24) - 1, targetPercent: 90 },
    { kind: 'training', fromDay: week(14), toDay: week(28) - 1, targetPercent: 90 },
    { kind: 'incidents', fromDay: week(20), toDay: week(40) - 1, targetPercent: 90 },
    { kind: 'channels', fromDay: week(28), toDay: week(46) - 1, targetPercent: 80 },
    { kind: 'accounts', fromDay: week(32), toDay: week(52) - 1, targetPercent: 90 },
  ],
} as const satisfies Record<string, readonly TemplateItem[]>

export type PlanTemplate = keyof typeof PLAN_TEMPLATES
export const PLAN_TEMPLATE_NAMES = Object.keys(PLAN_TEMPLATES) as PlanTemplate[]

/** The days of an item in a plan that begins on a day, moved by so many weeks. */
export function daysOfItem(
  { fromDay, toDay }: Pick<TemplateItem, 'fromDay' | 'toDay'>,
  beginsOn: string,
  weeksLater = 0,
): { beginsOn: string; endsOn: string } {
  const start = dayAfter(beginsOn, week(weeksLater))
  return { beginsOn: dayAfter(start, fromDay), endsOn: dayAfter(start, toDay) }
}
