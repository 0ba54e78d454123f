import { sql, type Transaction } from 'kysely'
import type { Static } from 'typebox'
import type { AreaNode } from '../areas/area-index.ts'
import { takeLock } from '../db/advisory-lock.ts'
import type { Database } from '../db/types.ts'
import { daysBetween } from '../domain/plan/milestone.ts'
import { daysOfItem, PLAN_TEMPLATES, type TemplateItem } from '../domain/plan/plan-template.ts'
import { CodedError } from '../errors.ts'
import type { Doer } from '../events/note-event.ts'
import { addMilestone } from './change-plan.ts'
import { checkDay } from './checked-content.ts'
import type { planContract } from './contract.ts'
import { editedTownship, type PlanWho } from './plan-scope.ts'
import { readMilestones } from './queries.ts'
import { readStaff } from './measure.ts'

type Asked = Static<typeof planContract.begin.schema.body>
type Item = TemplateItem & { label: string }
type Trx = Transaction<Database>

/**
 * Begins a plan for each township: the milestones of the template, each next township so many weeks later. A township's own unit
 * owns them, where it has one. Returns the new ids. Throws invalid_input, unknown_area, out_of_scope; nothing is half done.
 */
export async function beginPlan(
  trx: Trx,
  who: PlanWho,
  asked: Asked,
  { doer, at, today }: { doer: Doer; at: Date; today: string },
): Promise<number[]> {
  await takeLock(trx, 'plan')
  const townships = asked.townships.map((code) => editedTownship(who, code))
  checkDay('beginsOn', asked.beginsOn, today)
  const items = await itemsOf(trx, who, asked)
  const units = await ownUnits(trx)
  const grids = new Map((await readStaff(trx, today)).map(({ areaId, grids }) => [areaId, grids]))
  const ids: number[] = []
  for (const [place, { id: areaId }] of townships.entries()) {
    for (const { kind, label, targetPercent, ...days } of items) {
      const dates = daysOfItem(days, asked.beginsOn, place * asked.weeksBetween)
      checkDay('endsOn', dates.endsOn, today)
      // As many as there are; the county says more where more are to be drawn.
      const planned = kind === 'grids' ? Math.max(1, grids.get(areaId) ?? 1) : null
      const content = {
        label,
        ...dates,
        targetPercent,
        planned,
        accountId: null,
        unitId: units.get(areaId) ?? null,
      }
      await refuseTwin(trx, { areaId, kind, ...content })
      ids.push(await addMilestone(trx, { areaId, kind, content }, doer, at))
    }
  }
  return ids
}

/** A plan that is sent again, or by two at once, is not begun twice. Throws invalid_input. */
async function refuseTwin(
  trx: Trx,
  {
    areaId,
    kind,
    label,
    beginsOn,
    endsOn,
  }: Pick<Item, 'kind' | 'label'> & { areaId: number; beginsOn: string; endsOn: string },
): Promise<void> {
  const { rows } = await sql<{ code: string }>`
    select area.code from plan_milestone milestone join area on area.id = area_id
    where area_id = ${areaId}::int and milestone.kind = ${kind} and label = ${label} and not withdrawn
      and begins_on = ${beginsOn}::text::date and ends_on = ${endsOn}::text::date`.execute(trx)
  if (rows.length === 0) return
  throw new CodedError(
    'invalid_input',
    `The plan of "${rows[0]!.code}" has this already: a milestone of the kind ${kind} from ${beginsOn} to ${endsOn}.`,
  )
}

async function itemsOf(trx: Trx, who: PlanWho, { template, township }: Asked): Promise<readonly Item[]> {
  if ((template === 'township') !== (township !== null))
    throw new CodedError(
      'invalid_input',
      `"township" names whose plan is taken, with the template "township" only, but they are ${JSON.stringify({ template, township })}.`,
    )
  if (template !== 'township') return PLAN_TEMPLATES[template].map((item) => ({ ...item, label: '' }))
  const from: AreaNode = editedTownship(who, township!)
  const rows = (await readMilestones(trx)).filter(({ areaId }) => areaId === from.id)
  if (rows.length === 0)
    throw new CodedError('invalid_input', `The township "${township}" has no plan that could be taken.`)
  const first = rows.map(({ beginsOn }) => beginsOn).reduce((a, b) => (a < b ? a : b))
  return rows.map(({ kind, label, targetPercent, beginsOn, endsOn }) => ({
    kind,
    label,
    targetPercent,
    fromDay: daysBetween(first, beginsOn),
    toDay: daysBetween(first, endsOn),
  }))
}

/** The unit of each township, by the id of its area. */
async function ownUnits(trx: Trx): Promise<Map<number, number>> {
  const { rows } = await sql<{ areaId: number; id: number }>`
    select area_id as "areaId", min(id) as id from unit
    where area_id is not null and retired_at is null group by area_id`.execute(trx)
  return new Map(rows.map(({ areaId, id }) => [areaId, id]))
}
