import { labelPoint } from '../../domain/coverage/label-point.ts'
import { quarterOf } from '../../domain/quarter.ts'
import { shortName, type DemoPlace } from '../incidents/demo-place.ts'
import { createRandom } from '../random.ts'
import { DEMO_COURSES, type DemoCourse } from './courses.ts'

const DAY_MS = 86_400_000
const OFFSET_MS = 8 * 3_600_000

export type DemoSession = {
  /** The number of the session, from 1. */
  no: number
  course: DemoCourse
  areaCode: string
  quarter: string
  /** YYYY-MM-DD in the county. */
  day: string
  startsAt: string
  endsAt: string
  address: string
  x: number
  y: number
  capacity: number
  trainer: string
  isOver: boolean
}

/** Sessions of the past four quarters, of this one and the next: each course once a quarter, on a weekday morning. */
export function demoSessions(options: {
  areas: readonly DemoPlace[]
  seed: number
  now: Date
}): DemoSession[] {
  const { areas, seed, now } = options
  const random = createRandom(seed + 40)
  const county = areas.find(({ level }) => level === 'county')!
  const townships = areas.filter(({ level }) => level === 'township')
  const venues = new Map([county, ...townships].map((area) => [area.code, venuesOf(area, areas)]))
  const sessions: DemoSession[] = []
  for (const moved of [-4, -3, -2, -1, 0, 1]) {
    const quarter = quarterOf(now.getTime(), () => OFFSET_MS, moved)
    for (const [i, course] of DEMO_COURSES.entries()) {
      for (const area of course.each === 'county' ? [county] : townships) {
        const startMs = weekdayMorning(quarter.from + random.integer(8, 80) * DAY_MS)
        const venue = random.pick(venues.get(area.code)!)
        sessions.push({
          no: sessions.length + 1,
          course,
          areaCode: area.code,
          quarter: quarter.name,
          day: new Date(startMs + OFFSET_MS).toISOString().slice(0, 10),
          startsAt: new Date(startMs).toISOString(),
          endsAt: new Date(startMs + course.minutes * 60_000).toISOString(),
          ...venue,
          capacity: course.each === 'county' ? 240 : 60,
          trainer: `培训教师 ${String(i + 1).padStart(2, '0')}`,
          isOver: startMs + course.minutes * 60_000 <= now.getTime(),
        })
      }
    }
  }
  return sessions
}

/** The morning at 9 of a day, or of the Monday after it. */
function weekdayMorning(midnightMs: number): number {
  const weekday = new Date(midnightMs + OFFSET_MS).getUTCDay()
  const moved = weekday === 6 ? 2 : weekday === 0 ? 1 : 0
  return midnightMs + moved * DAY_MS + 9 * 3_600_000
}

/** A few village halls of an area, each with a point in one of the village's grids. */
function venuesOf(area: DemoPlace, areas: readonly DemoPlace[]): { address: string; x: number; y: number }[] {
  const villages = areas.filter(
    ({ level, parentCode, urban }) =>
      level === 'village' && (area.level === 'county' ? urban : parentCode === area.code),
  )
  const some = villages.length > 0 ? villages : areas.filter(({ level }) => level === 'village')
  return some.slice(0, 4).flatMap((village) => {
    const grid = areas.find(({ level, parentCode }) => level === 'grid' && parentCode === village.code)
    if (!grid) return []
    const [x, y] = labelPoint(grid.shape)
    return [{ address: `${shortName(village.name)}党群服务中心`, x: Math.round(x), y: Math.round(y) }]
  })
}
