import { dayOf, isWorkingDay, type Calendar } from '../../domain/calendar.ts'
import type { Random } from '../random.ts'
import type { CategoryProfile, HourPattern, Weather } from './category-profile.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const OFFSET = 8 * HOUR

/** Shares of the hours 0 to 23. */
const HOURS: Readonly<Record<HourPattern, readonly number[]>> = {
  office: [0, 0, 0, 0, 0, 0, 1, 3, 9, 12, 11, 7, 3, 4, 9, 11, 10, 7, 3, 2, 1, 1, 0, 0],
  daylight: [1, 0.4, 0.3, 0.3, 0.5, 2, 4, 7, 10, 11, 10, 8, 5, 5, 8, 10, 10, 8, 6, 4, 3, 2, 2, 1],
  evening: [2, 1, 0.6, 0.4, 0.4, 1, 2, 4, 5, 6, 6, 6, 6, 4, 4, 5, 6, 8, 10, 12, 11, 9, 6, 3],
  night: [4, 3, 2.5, 2, 2, 3, 4, 5, 5, 4, 3, 3, 2, 2, 2, 3, 3, 5, 9, 11, 10, 9, 7, 5],
  meals: [0.8, 0.5, 0.4, 0.4, 0.7, 2, 6, 10, 8, 5, 5, 8, 8, 5, 4, 5, 7, 10, 10, 7, 4, 3, 2, 1],
  always: [3, 2.5, 2, 2, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 4, 4],
}

/** First day of the Spring Festival (lunar New Year) as days of their years, 2024 to 2030. */
const SPRING_FESTIVALS = [
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-03',
].map((date) => Date.parse(`${date}T00:00:00Z`) / DAY)

/** The days of the demonstration's past: how busy each was at all, and its weather. */
export type DemoDays = {
  calendar: Calendar
  firstDay: number
  /** One factor a day: growth over time and the ups and downs of weeks. */
  busyness: Float64Array
  weather: (Weather | null)[]
}

/** The days from `fromMs` up to and with the one of `toMs`. */
export function createDays(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  calendar: Calendar,
  random: Random,
): DemoDays {
  const firstDay = dayOf(fromMs, calendar)
  const count = dayOf(toMs, calendar) - firstDay + 1
  const busyness = new Float64Array(count)
  const weather: (Weather | null)[] = []
  let wave = 0
  for (let i = 0; i < count; i += 1) {
    wave = 0.85 * wave + 0.06 * random.normal()
    busyness[i] = (0.72 + (0.5 * i) / count) * Math.exp(wave)
    weather.push(weatherOf(new Date((firstDay + i) * DAY).getUTCMonth(), random))
  }
  return { calendar, firstDay, busyness, weather }
}

/** The climate of the plain of Hebei, roughly: storms in July and August, wind in spring, a few days of snow. */
function weatherOf(month: number, random: Random): Weather | null {
  const chance = random.next()
  if (month >= 5 && month <= 7) return chance < (month === 6 ? 0.16 : 0.09) ? 'storm' : null
  if (month >= 2 && month <= 4) return chance < 0.1 ? 'wind' : null
  if (month <= 1 || month === 11) return chance < 0.06 ? 'snow' : null
  return chance < 0.02 ? 'storm' : null
}

/** Returns a function that draws instants of a category, in milliseconds, after `fromMs` and before `toMs`. */
export function createMoments(
  profile: CategoryProfile,
  days: DemoDays,
  range: { fromMs: number; toMs: number },
  random: Random,
): () => number {
  const dayWeights = cumulative(days.busyness.map((busy, i) => busy * dayFactor(profile, days, i)))
  const hourWeights = cumulative(Float64Array.from(HOURS[profile.hours]))
  return () => {
    for (;;) {
      const day = days.firstDay + drawIndex(dayWeights, random.next())
      const hour = drawIndex(hourWeights, random.next()) + random.next()
      const instant = Math.floor(day * DAY - OFFSET + hour * HOUR)
      if (instant >= range.fromMs && instant < range.toMs) return instant
    }
  }
}

function dayFactor(profile: CategoryProfile, days: DemoDays, i: number): number {
  const { calendar } = days
  const day = days.firstDay + i
  const weather = days.weather[i] ?? null
  const date = new Date(day * DAY)
  const dayOfYear = day - Date.UTC(date.getUTCFullYear(), 0, 1) / DAY
  let factor = season(profile.months, dayOfYear)
  for (const peak of profile.peaks ?? [])
    factor += peak.height * bell(dayOfYear - peak.dayOfYear, peak.widthDays)
  if (profile.beforeSpringFestival !== undefined) {
    for (const festival of SPRING_FESTIVALS)
      factor += profile.beforeSpringFestival * bell(day - festival + 13, 8)
  }
  if (weather !== null) factor *= profile.weather?.[weather] ?? 1
  if (!isWorkingDay(day, calendar))
    factor *= calendar.holidays.has(day) ? profile.weekend * 0.75 : profile.weekend
  return factor
}

/** The monthly factors, taken at mid-month and joined by lines. */
function season(months: readonly number[], dayOfYear: number): number {
  const position = (dayOfYear / 365.25) * 12 - 0.5
  const month = Math.floor(position)
  const before = months[(month + 12) % 12] ?? 1
  const after = months[(month + 13) % 12] ?? 1
  return before + (after - before) * (position - month)
}

function bell(distance: number, width: number): number {
  return Math.exp(-((distance / width) ** 2) / 2)
}

/** Running sums of weights: what drawIndex searches in. */
export function cumulative(weights: Float64Array): Float64Array {
  let sum = 0
  return weights.map((weight) => (sum += weight))
}

/** The index whose stretch of the running sums holds the share `at` (0 to 1) of the total. */
export function drawIndex(sums: Float64Array, at: number): number {
  const target = at * (sums[sums.length - 1] ?? 0)
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) > target) high = middle
    else low = middle + 1
  }
  return low
}
