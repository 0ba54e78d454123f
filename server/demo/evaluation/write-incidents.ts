import type { Transaction } from 'kysely'
import type { Database } from '../../db/types.ts'
import type { Calendar } from '../../domain/calendar.ts'
import type { CategoryRule } from '../../domain/lifecycle/evidence.ts'
import { appendEvents } from '../../events/append-many.ts'
import type { NewEvent } from '../../events/append.ts'
import { INSERT_BATCH, insertIncidents, type NewIncident } from '../../incidents/insert.ts'
import type { DemoArea } from '../geometry/demo-areas.ts'
import { demoIncidents, type DemoIncident } from '../incidents/demo-incidents.ts'
import { createRandom } from '../random.ts'
import type { DemoLife } from './demo-life.ts'
import { inventWork, type DemoUnits, type DemoWork } from './demo-work.ts'

type Options = {
  areas: readonly DemoArea[]
  versionOf: ReadonlyMap<string, number>
  calendar: Calendar
  now: Date
  seed: number
  count: number
  say: (message: string) => void
}

/** Writes the incidents of the demonstration county, who had them, and the events of those that went a way round. */
export async function writeDemoIncidents(
  trx: Transaction<Database>,
  { areas, versionOf, calendar, now, seed, count, say }: Options,
): Promise<void> {
  const categories = await trx.selectFrom('category').selectAll().orderBy('code').execute()
  const rules = new Map(
    categories.map(({ code, feedback_days, close_days, evidence }): [string, CategoryRule] => [
      code,
      { feedbackDays: feedback_days, closeDays: close_days, evidence },
    ]),
  )
  const terms = { units: await readUnits(trx), ruleOf: (code: string) => rules.get(code)!, calendar }
  const random = createRandom(seed + 9)
  const worked = demoIncidents({ areas, calendar, now, seed, count, categories }).map((incident, i) => ({
    incident,
    work: inventWork(incident, i, terms, random),
  }))
  for (let i = 0; i < worked.length; i += INSERT_BATCH) {
    await insertIncidents(
      trx,
      worked.slice(i, i + INSERT_BATCH).map(({ incident, work }) => toRow(incident, work, versionOf)),
    )
    say(`  ${Math.min(i + INSERT_BATCH, worked.length)} of ${worked.length} incidents`)
  }
  const lives = new Map(
    worked.flatMap(({ incident, work }) => (work.life ? [[incident.number, work.life]] : [])),
  )
  await writeLives(trx, lives)
}

async function readUnits(trx: Transaction<Database>): Promise<DemoUnits> {
  const rows = await trx
    .selectFrom('unit')
    .leftJoin('area', 'area.id', 'unit.area_id')
    .select(['unit.id', 'unit.code', 'unit.category_codes', 'area.code as township'])
    .orderBy('unit.code')
    .execute()
  return {
    offices: new Map(
      rows.flatMap(({ id, code, category_codes }) => category_codes.map((main) => [main, { id, code }])),
    ),
    centres: new Map(
      rows.flatMap(({ id, code, township }) => (township === null ? [] : [[township, { id, code }]])),
    ),
  }
}

function toRow(
  { gridCode, ...incident }: DemoIncident,
  { unitId, rating, life }: DemoWork,
  versionOf: ReadonlyMap<string, number>,
): NewIncident {
  const row = {
    ...incident,
    sourceKey: null,
    sourceCategory: null,
    areaVersionId: gridCode === null ? null : (versionOf.get(gridCode) ?? null),
    unitId,
    rating,
  }
  if (life === null) return row
  const { dueAt, extendedDays, handledBy } = life.incident
  return {
    ...row,
    version: life.events.length,
    dueAt: dueAt === null ? null : new Date(dueAt),
    extendedDays,
    handledBy,
  }
}

async function writeLives(trx: Transaction<Database>, lives: ReadonlyMap<string, DemoLife>): Promise<void> {
  const rows = await trx.selectFrom('incident').select(['id', 'number']).where('version', '>', 1).execute()
  const events = rows.flatMap(({ id, number }) =>
    (lives.get(number)?.events ?? []).map((event): NewEvent => ({ ...event, incidentId: id })),
  )
  await appendEvents(
    trx,
    events.toSorted((a, b) => a.at - b.at || a.incidentId! - b.incidentId! || a.version - b.version),
  )
}
