import { sql, type Transaction } from 'kysely'
import { jsonRows } from '../db/geo.ts'
import type { Database } from '../db/types.ts'
import type { Measure, MilestoneKind } from '../domain/plan/milestone.ts'
import { daysOfItem, PLAN_TEMPLATES } from '../domain/plan/plan-template.ts'
import { mondayOf } from '../domain/plan/plan-weeks.ts'
import { dayAfter } from '../domain/staffing/grid-staffing.ts'
import { readStaff } from '../plan/measure.ts'
import type { MilestoneRow } from '../plan/queries.ts'
import { latePlanSteps, type DemoStep } from './plan-steps.ts'
import { createRandom, type Random } from './random.ts'

const WEEKS_BACK = 60
const LATE_SHARE = 0.2

/** What is written of a milestone; who owns it and when it was counted follow from that. */
type DemoMilestone = Omit<MilestoneRow, 'id' | 'account' | 'unit' | 'countedAt'>

type Township = { areaId: number; code: string; grids: number; villages: number; operators: number }

/**
 * A plan that began five quarters ago, in one township after the other: most of it is done, some of that late. Accounts come last;
 * there one township was escalated and another is supervised, and a third one has grids still to draw. All of it invented.
 */
export async function writeDemoPlan(
  trx: Transaction<Database>,
  { today, seed }: { today: string; seed: number },
): Promise<void> {
  const random = createRandom(seed + 31)
  const codes = await trx
    .selectFrom('area')
    .select(['id', 'code'])
    .where('level', '=', 'township')
    .orderBy('code')
    .execute()
  const known = new Map((await readStaff(trx, today)).map((row) => [row.areaId, row]))
  const townships = codes.flatMap(({ id, code }): Township[] => {
    const row = known.get(id)
    return row ? [{ ...row, code }] : []
  })
  const made = townships.flatMap((township, place) => planOf(township, place, { today, random }))
  await sql`
    insert into plan_milestone (area_id, owner_unit_id, kind, label, begins_on, ends_on, target_percent, planned, counted, counted_of,
      counted_by, counted_at, done_on, done_by, done_numerator, done_denominator, urged, supervised_until, escalation, version)
    select "areaId", (select min(id) from unit where area_id = "areaId"), kind, label, "beginsOn"::date, "endsOn"::date, "targetPercent", planned, counted, "countedOf",
      "countedBy", case when counted is not null then coalesce("doneOn", "beginsOn")::date + interval '2 hours' end,
      "doneOn"::date, "doneBy", "doneNumerator", "doneDenominator", urged, "supervisedUntil"::date, escalation, version
    from json_to_recordset(${jsonRows(made.map(({ row }) => row))}) as row("areaId" int, kind text, label text,
      "beginsOn" text, "endsOn" text, "targetPercent" int, planned int, counted int, "countedOf" int, "countedBy" text,
      "doneOn" text, "doneBy" text, "doneNumerator" int, "doneDenominator" int, urged int, "supervisedUntil" text,
      escalation int, version int)`.execute(trx)
  const steps = made.flatMap(({ row, steps }) =>
    steps.map((step, place) => ({
      areaId: row.areaId,
      kind: row.kind,
      label: row.label,
      version: place + 1,
      ...step,
    })),
  )
  await sql`
    insert into plan_event (milestone_id, version, action, rule, actor, actor_role, at, note, data)
    select milestone.id, row.version, action, rule, actor, "actorRole", day::date + interval '90 minutes', note, data
    from json_to_recordset(${jsonRows(steps)}) as row("areaId" int, kind text, label text, version int, action text,
      rule text, actor text, "actorRole" text, day text, note text, data jsonb)
    join plan_milestone milestone
      on milestone.area_id = row."areaId" and milestone.kind = row.kind and milestone.label = row.label`.execute(
    trx,
  )
}

type Made = { row: DemoMilestone; steps: DemoStep[] }

function planOf(
  township: Township,
  place: number,
  { today, random }: { today: string; random: Random },
): Made[] {
  const start = mondayOf(dayAfter(today, -7 * WEEKS_BACK))
  const manager = `manager-${township.code.toLowerCase()}`
  const items = PLAN_TEMPLATES.year.filter(({ kind }) => kind !== 'accounts')
  const done = items.map((item): Made => {
    const days = daysOfItem(item, start, place)
    const isLate = random.next() < LATE_SHARE
    const doneOn = dayAfter(days.endsOn, isLate ? random.integer(2, 12) : -random.integer(0, 20))
    const measure = measureThen(item.kind, township, item.targetPercent, random)
    const byHand = item.kind === 'devices'
    const row: DemoMilestone = {
      ...plain(township.areaId, item.kind, days, item.targetPercent),
      planned: item.kind === 'grids' ? township.grids : null,
      counted: byHand ? measure.numerator : null,
      countedOf: byHand ? measure.denominator : null,
      countedBy: byHand ? manager : null,
      doneOn,
      doneBy: byHand ? manager : 'wangge',
      doneNumerator: measure.numerator,
      doneDenominator: measure.denominator,
      urged: isLate ? 1 : 0,
    }
    const steps = [
      begun(row, start),
      ...latePlanSteps(days.endsOn, isLate ? 1 : 0),
      ...(byHand ? [step('count', manager, 'manager', doneOn, measure)] : []),
      byHand
        ? { ...step('done', manager, 'manager', doneOn, measure), note: '终端已配发到人，并已逐台测试。' }
        : { ...step('done', 'wangge', 'rule', doneOn, measure), rule: 'reached' },
    ]
    return { row: { ...row, version: steps.length }, steps }
  })
  return [...done, ...lastStage(township, place, { today, start })]
}

/** What goes on now: accounts everywhere, and in one township more grids. */
function lastStage(
  township: Township,
  place: number,
  { today, start }: { today: string; start: string },
): Made[] {
  const lateDays = [0, 33, 0, 16, 0, 0][place] ?? 0
  const endsOn = dayAfter(today, lateDays > 0 ? -lateDays : 18 + 7 * place)
  const made = [{ kind: 'accounts' as const, label: '', endsOn, lateDays, planned: null, targetPercent: 90 }]
  const more =
    place === 4
      ? [
          {
            kind: 'grids' as const,
            label: '二期：新建小区',
            endsOn: dayAfter(today, -5),
            lateDays: 5,
            planned: township.grids + 2,
            targetPercent: 100,
          },
        ]
      : []
  return [...made, ...more].map(({ kind, label, endsOn, lateDays, planned, targetPercent }) => {
    const days = { beginsOn: dayAfter(endsOn, -97), endsOn }
    const late = latePlanSteps(endsOn, lateDays)
    const supervised = late.findLast(({ action }) => action === 'supervise')
    const row: DemoMilestone = {
      ...plain(township.areaId, kind, days, targetPercent),
      label,
      planned,
      urged: late.filter(({ action }) => action === 'urge').length,
      supervisedUntil: supervised ? String(supervised.data['until']) : null,
      escalation: late.filter(({ action }) => action === 'escalate').length,
    }
    const steps = [begun(row, start), ...late]
    return { row: { ...row, version: steps.length }, steps }
  })
}

function plain(
  areaId: number,
  kind: MilestoneKind,
  days: { beginsOn: string; endsOn: string },
  targetPercent: number,
): DemoMilestone {
  return {
    areaId,
    kind,
    label: '',
    ...days,
    targetPercent,
    planned: null,
    counted: null,
    countedOf: null,
    countedBy: null,
    doneOn: null,
    doneBy: null,
    doneNumerator: null,
    doneDenominator: null,
    urged: 0,
    supervisedUntil: null,
    escalation: 0,
    version: 1,
  }
}

function begun({ beginsOn, endsOn, targetPercent, planned }: DemoMilestone, start: string): DemoStep {
  return step('begin', 'leader', 'leader', dayAfter(start, -10), { beginsOn, endsOn, targetPercent, planned })
}

function step(
  action: DemoStep['action'],
  actor: string,
  actorRole: string,
  day: string,
  data: DemoStep['data'],
): DemoStep {
  return { action, rule: null, actor, actorRole, day, note: null, data }
}

/** What was measured on the day that it was done: at its target, or a little better. */
function measureThen(kind: MilestoneKind, of: Township, targetPercent: number, random: Random): Measure {
  const denominator =
    kind === 'grids' || kind === 'staffed'
      ? of.grids
      : kind === 'channels'
        ? of.villages
        : kind === 'incidents'
          ? random.integer(600, 900)
          : of.operators
  const least = Math.ceil((targetPercent * denominator) / 100)
  return { numerator: Math.min(denominator, least + random.integer(0, 1)), denominator }
}
