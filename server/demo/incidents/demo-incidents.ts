import { dayOf, type Calendar } from '../../domain/calendar.ts'
import { DEFAULT_DEADLINE_RULE } from '../../domain/deadline.ts'
import type { IncidentState } from '../../domain/incident-state.ts'
import { CATEGORY_PROFILES, type CategoryProfile } from './category-profile.ts'
import { inventCourse } from './course.ts'
import { type DemoPlace, shortName } from './demo-place.ts'
import { createPlacement } from './placement.ts'
import { createDays, createMoments } from './moments.ts'
import { inventReport, type DemoSource } from './report.ts'
import { createRandom, type Random } from '../random.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/** How far back the demonstration goes. */
export const DEMO_DAYS = 730

/** Incidents that are moved into the last hour, so that a fresh demonstration is never without news. */
const LAST_HOUR_COUNT = 6

const NOT_LOCATED_SHARE = 0.01

/** A row for the table of incidents. Coordinates in 1e-7 degree; not located: coordinates and grid are null. */
export type DemoIncident = {
  number: string
  categoryCode: string
  source: DemoSource
  title: string
  description: string
  address: string
  lon: number | null
  lat: number | null
  gridCode: string | null
  occurredAt: Date
  reportedAt: Date
  state: IncidentState
  priority: number
  dueAt: Date | null
  closedAt: Date | null
}

/** What is needed of a row of the table of categories: its code and the working days that it allows. */
export type DemoCategory = { code: string; feedback_days: number; close_days: number }

/**
 * Two years of incidents up to `now`, in the order of their reports: invented, the same for the same seed, areas and
 * moment. Categories without a profile here get none. Takes about a second for 40,000.
 */
export function demoIncidents(options: {
  areas: readonly DemoPlace[]
  categories: readonly DemoCategory[]
  calendar: Calendar
  now: Date
  seed: number
  count?: number
}): DemoIncident[] {
  const { areas, categories, calendar, seed, count = 40_000 } = options
  const now = options.now.getTime()
  const random = createRandom(seed)
  const range = { fromMs: now - DEMO_DAYS * DAY, toMs: now - MINUTE }
  const days = createDays(range, calendar, random)
  const place = createPlacement(areas, random)
  const tellWhere = createAddresses(areas)
  const rules = new Map(
    categories.map((row) => [row.code, { feedbackDays: row.feedback_days, closeDays: row.close_days }]),
  )
  const profiles = CATEGORY_PROFILES.filter((profile) => rules.has(profile.code))

  const moments: { occurredAt: number; profile: CategoryProfile }[] = []
  for (const [profile, share] of shareOut(profiles, count)) {
    const drawMoment = createMoments(profile, days, range, random)
    for (let i = 0; i < share; i += 1) moments.push({ occurredAt: drawMoment(), profile })
  }
  moments.sort((a, b) => a.occurredAt - b.occurredAt)
  moveIntoLastHour(moments, now, random)

  const incidents = moments.map(({ occurredAt, profile }) => {
    const { grid, spot, x, y, onTimeChance } = place(profile)
    const report = inventReport(profile.code, spot.words, random)
    const reportedAt = Math.min(now, occurredAt + report.delayMs)
    const priority = drawPriority(profile, random)
    const rule = rules.get(profile.code) ?? DEFAULT_DEADLINE_RULE
    const byOperator = report.source === 'operator'
    const course = inventCourse(
      { reportedAt, now, priority, profile, rule, calendar, byOperator, onTimeChance },
      random,
    )
    const isLocated = byOperator || random.next() > NOT_LOCATED_SHARE * 2.4
    return {
      number: '',
      categoryCode: profile.code,
      source: report.source,
      title: report.title,
      description: report.description,
      address: tellWhere(grid, spot.words),
      lon: isLocated ? x : null,
      lat: isLocated ? y : null,
      gridCode: isLocated ? grid.code : null,
      occurredAt: new Date(occurredAt),
      reportedAt: new Date(reportedAt),
      state: course.state,
      priority,
      dueAt: course.dueAt === null ? null : new Date(course.dueAt),
      closedAt: course.closedAt === null ? null : new Date(course.closedAt),
    }
  })
  incidents.sort((a, b) => a.reportedAt.getTime() - b.reportedAt.getTime())
  return numberByDay(incidents, calendar)
}

/** How many of each category make up the count, by the largest remainders. */
function shareOut(profiles: readonly CategoryProfile[], count: number): Map<CategoryProfile, number> {
  const sum = profiles.reduce((total, profile) => total + profile.weight, 0)
  const shares = new Map<CategoryProfile, number>()
  let given = 0
  let exact = 0
  for (const profile of profiles) {
    exact += (count * profile.weight) / sum
    shares.set(profile, Math.round(exact) - given)
    given = Math.round(exact)
  }
  return shares
}

function moveIntoLastHour(moments: { occurredAt: number }[], now: number, random: Random): void {
  const last = moments.slice(-LAST_HOUR_COUNT)
  const minutesAgo = last.map(() => random.between(2, 55)).sort((a, b) => b - a)
  last.forEach((moment, i) => {
    moment.occurredAt = Math.floor(now - (minutesAgo[i] ?? 30) * MINUTE)
  })
}

function drawPriority(profile: CategoryProfile, random: Random): number {
  const chance = random.next()
  if (chance < profile.emergencyShare) return 2
  return chance < profile.emergencyShare + profile.urgentShare ? 1 : 0
}

/** Addresses of township, village and spot. */
function createAddresses(areas: readonly DemoPlace[]): (grid: DemoPlace, words: string) => string {
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const prefixes = new Map<string, string>()
  for (const village of areas.filter((area) => area.level === 'village')) {
    const township = byCode.get(village.parentCode ?? '')
    prefixes.set(village.code, `${township?.name ?? ''}${shortName(village.name)}`)
  }
  return (grid, words) => `${prefixes.get(grid.parentCode ?? '') ?? ''}${words}`
}

/** Numbers like BX20261124-00012: the day of the report in the county, and a count within it. */
function numberByDay(incidents: DemoIncident[], calendar: Calendar): DemoIncident[] {
  let day = Number.NaN
  let prefix = ''
  let counted = 0
  for (const incident of incidents) {
    const reportedDay = dayOf(incident.reportedAt.getTime(), calendar)
    if (reportedDay !== day) {
      day = reportedDay
      prefix = `BX${new Date(day * DAY).toISOString().slice(0, 10).replaceAll('-', '')}-`
      counted = 0
    }
    counted += 1
    incident.number = prefix + String(counted).padStart(5, '0')
  }
  return incidents
}
