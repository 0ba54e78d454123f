import { demoVisits, VISIT_DAYS, type DemoVisit } from './visits.ts'

const DAY_MS = 86_400_000

/** How many months lie before the last one. */
const EARLIER_MONTHS = 2

/**
 * Visits of the two months before the last: rounds of their own, of which fewer were made the longer ago it is, so that the
 * weeks of a trend differ. They are by themselves: the last month stays what it is without them.
 */
export function demoEarlierVisits(options: Parameters<typeof demoVisits>[0]): DemoVisit[] {
  return Array.from({ length: EARLIER_MONTHS }, (_, i) => {
    const back = i + 1
    const now = new Date(options.now.getTime() - back * VISIT_DAYS * DAY_MS)
    const made = demoVisits({ ...options, now, seed: options.seed + 100 * back, vacantBy: options.seed })
    return made.filter((_visit, at) => at % (2 * EARLIER_MONTHS + 2) >= back)
  }).flat()
}
