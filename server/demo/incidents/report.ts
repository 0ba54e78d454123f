import type { Random } from '../random.ts'
import { REPORT_TEXTS } from './report-texts.ts'

const MINUTE = 60_000

/** Where a report comes from. */
export type DemoSource = 'operator' | 'public' | 'hotline' | 'inspection'

type SourceHabit = {
  source: DemoSource
  share: number
  opening: string
  /** Typical time between what happened and its report. */
  typicalDelayMinutes: number
}

const HABITS: readonly SourceHabit[] = [
  { source: 'operator', share: 0.6, opening: '网格员巡查发现', typicalDelayMinutes: 6 },
  { source: 'public', share: 0.18, opening: '群众通过小程序反映', typicalDelayMinutes: 35 },
  { source: 'hotline', share: 0.15, opening: '12345 热线转办，来电反映', typicalDelayMinutes: 90 },
  { source: 'inspection', share: 0.07, opening: '专项检查中发现', typicalDelayMinutes: 15 },
]

export type DemoReport = { source: DemoSource; title: string; description: string; delayMs: number }

/** Invents who reports it, with which words, and how long after it happened. */
export function inventReport(categoryCode: string, placeWords: string, random: Random): DemoReport {
  const texts = REPORT_TEXTS[categoryCode]
  if (texts === undefined) throw new Error(`There are no report texts for category ${categoryCode}.`)
  const habit = drawHabit(random.next())
  const title = `${placeWords}${random.pick(texts.titles)}`
  return {
    source: habit.source,
    title,
    description: `${habit.opening}：${title}，${random.pick(texts.details)}。`,
    delayMs: Math.round(habit.typicalDelayMinutes * MINUTE * Math.exp(0.7 * random.normal())),
  }
}

function drawHabit(chance: number): SourceHabit {
  let sum = 0
  for (const habit of HABITS) {
    sum += habit.share
    if (chance < sum) return habit
  }
  return HABITS[0] as SourceHabit
}
