import type { Transaction } from 'kysely'
import { AreaIndex } from '../../areas/area-index.ts'
import type { Database } from '../../db/types.ts'
import { quarterOf, type Quarter } from '../../domain/quarter.ts'
import { writeAppeal, writeDecision } from '../../evaluation/appeals/appeal-queries.ts'
import { freezeQuarter } from '../../evaluation/closing/freeze.ts'
import {
  readFrozenIncidents,
  readFrozenLevel,
  readFrozenParents,
} from '../../evaluation/closing/frozen-queries.ts'
import type { StaffReader } from '../../evaluation/closing/staffing.ts'
import type { CountedIncidentRow } from '../../evaluation/counting/read-facts.ts'
import type { SurveyReader } from '../../evaluation/counting/survey-counts.ts'
import type { Card, Figure } from '../../evaluation/figure-schema.ts'
import { standsIn } from '../../evaluation/quarter-view.ts'
import { reckonQuarter } from '../../evaluation/reckoning.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const PAST_QUARTERS = 4

type Means = {
  now: Date
  offsetMs: (ms: number) => number
  readSurveys: SurveyReader
  readStaff: StaffReader
}

/** What was counted in a quarter, by the instant at which it began. */
export type CountedQuarters = ReadonlyMap<number, readonly CountedIncidentRow[]>

/**
 * Closes the four quarters before the running one, in the first days after each; against figures of the last one that had the time,
 * three townships appealed: one was right, one was not, one waits for its decision.
 */
export async function closeDemoQuarters(
  trx: Transaction<Database>,
  { now, offsetMs, readSurveys, readStaff }: Means,
): Promise<CountedQuarters> {
  const index = await AreaIndex.load(trx)
  const counted = new Map<number, readonly CountedIncidentRow[]>()
  for (let back = PAST_QUARTERS; back > 0; back -= 1) {
    const quarter = quarterOf(now.getTime(), offsetMs, -back)
    const at = Math.min(quarter.to + 4 * DAY + 9.5 * HOUR, now.getTime())
    // Whoever closed it then knew of nothing that was closed later: that is a correction by now.
    const window = { from: quarter.from, to: quarter.to, asOf: quarter.to, knownUntil: at }
    const reckoning = await reckonQuarter(trx, { window, index, readSurveys })
    counted.set(quarter.from, reckoning.incidents)
    const freezing = { quarter, by: 'supervisor', at, note: '', demo: true, readStaff, offsetMs }
    await freezeQuarter(trx, reckoning, freezing)
    if (back === 1) await appeal(trx, quarter, { closedAt: at, now: now.getTime() })
  }
  return counted
}

async function appeal(
  trx: Transaction<Database>,
  quarter: Quarter,
  { closedAt, now }: { closedAt: number; now: number },
): Promise<void> {
  const { cards } = await readFrozenLevel(trx, quarter.name, 'township')
  const [first, second, third] = cards.toReversed()
  if (!first || !second || !third) return
  const at = (days: number): number => Math.min(closedAt + days * DAY, now)
  const against = async (card: Card, indicator: Figure['indicator'], reason: string, days: number) => {
    const { numerator, denominator } = card.figures.find((figure) => figure.indicator === indicator)!
    const frozen = { numerator, denominator }
    const incident = await lateIncident(trx, quarter.name, card.code)
    const own = {
      quarter: quarter.name,
      level: 'township' as const,
      code: card.code,
      indicator,
      frozen,
      incident,
    }
    const madeBy = `manager-${card.code.toLowerCase()}`
    return { frozen, id: await writeAppeal(trx, { ...own, reason, madeBy, at: at(days) }) }
  }
  const upheld = await against(first, 'onTime', '当日系统停机两小时，处置已按时完成，反馈补录在后。', 1)
  await writeDecision(trx, {
    appealId: upheld.id,
    outcome: 'upheld',
    words: '经查停机记录属实，该件按期计。',
    corrected: { ...upheld.frozen, numerator: upheld.frozen.numerator + 1 },
    by: 'leader',
    at: at(3),
  })
  const rejected = await against(second, 'onTime', '责任单位人手不足，不应计为超期。', 2)
  await writeDecision(trx, {
    appealId: rejected.id,
    outcome: 'rejected',
    words: '人手不足不是延期理由，应在期限内申请延期。',
    corrected: null,
    by: 'leader',
    at: at(4),
  })
  await against(third, 'onTime', '该件位于镇界，实际由邻镇处置，请核对。', 5)
}

/** An incident of a township that was not closed in time: the first of those behind the figure. */
async function lateIncident(
  trx: Transaction<Database>,
  quarter: string,
  township: string,
): Promise<{ id: number; number: string } | null> {
  const parents = await readFrozenParents(trx, quarter)
  const behind = await readFrozenIncidents(trx, quarter, 'onTime')
  const late = behind.find(
    ({ area, counts }) => counts.includes('onTime 0/1') && standsIn(area, township, parents),
  )
  return late ? { id: late.id, number: late.number } : null
}
