import { sql, type Transaction } from 'kysely'
import { reckonOutcomes, type FrozenOutcomes } from '../../commendations/outcomes.ts'
import type { OutcomeSources } from '../../commendations/sources.ts'
import { readSubject, type KnownSubject } from '../../commendations/subject.ts'
import { writeNotice } from '../../commendations/write.ts'
import type { Database } from '../../db/types.ts'
import type { Calendar } from '../../domain/calendar.ts'
import { quarterOf, type Quarter } from '../../domain/quarter.ts'
import { createRandom, type Random } from '../random.ts'
import { DemoNomination } from './nomination.ts'
import { dayOf, timetable, type Timetable } from './timetable.ts'
import { OBJECTIONS, OPEN_OBJECTION, OPERATOR_WORDS, RETURNED, TOWNSHIP_WORDS, UPHELD } from './words.ts'

type Trx = Transaction<Database>
type Means = {
  now: Date
  trx: Trx
  sources: OutcomeSources
  calendar: Calendar
  random: Random
  titles: Titles
}
type Titles = { township: number; operator: number }
type Found = { subject: KnownSubject; outcomes: FrozenOutcomes; manager: string }

const OFFSET_MS = (): number => 8 * 3_600_000
const DAY = 86_400_000
/** Steps after a quarter take about so long. */
const SETTLED_DAYS = 35
const PUBLISHED_QUARTERS = 4

/**
 * The demonstration county's commendations: four past quarters published, each with a township (where its figures are closed) and
 * three operators of different townships, objections decided among them; and some of the last quarter under way.
 */
export async function writeDemoCommendations(
  trx: Trx,
  { now, seed, calendar, sources }: { now: Date; seed: number; calendar: Calendar; sources: OutcomeSources },
): Promise<void> {
  const means = {
    now,
    trx,
    sources,
    calendar,
    random: createRandom(seed + 32),
    titles: await readTitles(trx),
  }
  const last = quarterOf(now.getTime(), OFFSET_MS, -1)
  const skipped = now.getTime() - last.to < SETTLED_DAYS * DAY ? 1 : 0
  for (let back = PUBLISHED_QUARTERS; back >= 1; back -= 1)
    await publishQuarter(means, quarterOf(now.getTime(), OFFSET_MS, -back - skipped), back)
  await beginSome(means, last)
}

async function publishQuarter(means: Means, quarter: Quarter, n: number): Promise<void> {
  const { now, trx, sources, calendar, random, titles } = means
  const townships = random.shuffle(await readTownships(trx))
  const times = timetable(quarter.to, calendar, 7 * n, now)
  const decided: DemoNomination[] = []
  if (await sources.isClosed(trx, quarter.name)) {
    const township = await readSubject(trx, 'township', townships[3]!)
    const outcomes = await reckonOutcomes(trx, sources, township, quarter, OFFSET_MS)
    decided.push(
      await decideOne(means, times, {
        titleId: titles.township,
        quarter: quarter.name,
        subject: township,
        outcomes,
        words: TOWNSHIP_WORDS[n % TOWNSHIP_WORDS.length]!,
        nominator: { name: 'dispatcher', role: 'dispatcher' },
      }),
    )
  }
  // In a notice townships come in the order of their codes.
  for (const [i, code] of townships.slice(0, 3).sort().entries()) {
    const found = await findOperator(means, quarter, code)
    if (!found) continue
    const objection = i === n % 3 ? OBJECTIONS[n % OBJECTIONS.length] : undefined
    decided.push(await decideOne(means, times, given(means, quarter, found, n * 3 + i), objection))
  }
  if (n === 2) await refuseOne(means, times, quarter, townships[4]!)
  const year = dayOf(times.published).slice(0, 4)
  const month = Number(dayOf(times.published).slice(5, 7))
  const county = await trx
    .selectFrom('area')
    .select(['name', 'name_en as nameEn'])
    .where('level', '=', 'county')
    .executeTakeFirstOrThrow()
  const notice = {
    quarter: quarter.name,
    number: `网格办〔${year}〕${month}号`,
    dated: dayOf(times.published),
    county,
  }
  const id = await writeNotice(trx, notice, { name: 'leader', role: 'leader', at: times.published })
  for (const [i, nomination] of decided.entries()) await nomination.publish({ id: id!, place: i + 1 })
}

async function decideOne(
  { trx }: Means,
  times: Timetable,
  about: Parameters<typeof DemoNomination.begin>[2],
  objection?: (typeof OBJECTIONS)[number],
): Promise<DemoNomination> {
  const nomination = await DemoNomination.begin(trx, times, about)
  await nomination.review()
  await nomination.publicise()
  if (objection)
    await nomination.answer(await nomination.object(objection.objection), false, objection.verdict)
  await nomination.decide()
  return nomination
}

async function refuseOne(means: Means, times: Timetable, quarter: Quarter, township: string): Promise<void> {
  const found = await findOperator(means, quarter, township)
  if (!found) return
  const nomination = await DemoNomination.begin(means.trx, times, given(means, quarter, found, 2))
  await nomination.review()
  await nomination.publicise()
  await nomination.answer(await nomination.object(UPHELD.objection), true, UPHELD.verdict)
  await nomination.refuse(UPHELD.refused)
}

/** Of the last quarter: one to review, one to make public, one with an open objection, one sent back, one to decide. */
async function beginSome(means: Means, quarter: Quarter): Promise<void> {
  const { now } = means
  const townships = await readTownships(means.trx)
  const begin = async (n: number, daysAgo: number): Promise<DemoNomination | null> => {
    const from = now.getTime() - daysAgo * DAY
    const found =
      from < quarter.to ? null : await findOperator(means, quarter, townships[n % townships.length]!)
    if (!found) return null
    return DemoNomination.begin(
      means.trx,
      timetable(from, means.calendar, 11 * n, now),
      given(means, quarter, found, n + 1),
    )
  }
  const [toDecide, objected, reviewed, returned] = [
    await begin(0, 26),
    await begin(1, 12),
    await begin(2, 11),
    await begin(3, 12),
  ]
  await begin(4, 7)
  for (const nomination of [toDecide, objected]) {
    await nomination?.review()
    await nomination?.publicise()
  }
  const dismissed = OBJECTIONS[0]!
  if (toDecide) await toDecide.answer(await toDecide.object(dismissed.objection), false, dismissed.verdict)
  await objected?.object(OPEN_OBJECTION)
  await reviewed?.review()
  await returned?.giveBack(RETURNED)
}

function given(
  { titles }: Means,
  quarter: Quarter,
  { subject, outcomes, manager }: Found,
  n: number,
): Parameters<typeof DemoNomination.begin>[2] {
  return {
    titleId: titles.operator,
    quarter: quarter.name,
    subject,
    outcomes,
    words: OPERATOR_WORDS[n % OPERATOR_WORDS.length]!,
    nominator: { name: manager, role: 'manager' },
  }
}

/** An operator of a township of whose grids there is something to tell, who is not nominated yet: the first that is met. */
async function findOperator(
  { trx, sources, random }: Means,
  quarter: Quarter,
  township: string,
): Promise<Found | null> {
  const { rows } = await sql<{ code: string }>`
    select operator.code from operator join area on area.id = operator.area_id
    where area.code = ${township}::text and exists (select from assignment where operator_id = operator.id
      and role = 'lead' and lower(valid) <= ${new Date(quarter.from).toISOString()}::date)
      and not exists (select from commendation where operator_id = operator.id and quarter = ${quarter.name})
    order by operator.code`.execute(trx)
  for (const { code } of random.shuffle(rows).slice(0, 6)) {
    const subject = await readSubject(trx, 'operator', code)
    const outcomes = await reckonOutcomes(trx, sources, subject, quarter, OFFSET_MS)
    if (outcomes.basis !== 'grids') continue
    const { closing, rework, recurrence } = outcomes.outcomes
    const isSolved = closing.denominator >= 5 && closing.numerator >= 0.8 * closing.denominator
    const isLasting = recurrence.numerator <= 0.15 * recurrence.denominator
    if (isSolved && isLasting && rework.numerator <= 0.15 * rework.denominator)
      return { subject, outcomes, manager: `manager-${township}` }
  }
  return null
}

async function readTownships(trx: Trx): Promise<string[]> {
  const rows = await trx
    .selectFrom('area')
    .select('code')
    .where('level', '=', 'township')
    .orderBy('code')
    .execute()
  return rows.map(({ code }) => code)
}

async function readTitles(trx: Trx): Promise<Titles> {
  const rows = await trx.selectFrom('commendation_title').select(['id', 'kind']).orderBy('id').execute()
  const idOf = (kind: 'township' | 'operator'): number => rows.find((row) => row.kind === kind)!.id
  return { township: idOf('township'), operator: idOf('operator') }
}
