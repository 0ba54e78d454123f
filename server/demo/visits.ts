import { cellToLatLng } from 'h3-js'
import { dayOf, isWorkingDay, type Calendar } from '../domain/calendar.ts'
import type { DemoPlace } from './incidents/demo-place.ts'
import { vacantGrids } from './operators.ts'
import { createRandom, type Random } from './random.ts'

const DAY = 86_400_000

/** How many days back visits are kept in the demonstration. */
export const VISIT_DAYS = 30

const LEAST_SHARE = 0.15
const MOST_SHARE = 0.95

/** How often a cell of a grid was walked through on a day (YYYY-MM-DD, the county's date). */
export type DemoVisit = { gridCode: string; cell: string; day: string; count: number }

/**
 * A month of visits up to `now`. Each grid has a part that is walked, nearer to where the rounds begin, and a rest
 * that is not: between 15 % and 95 % of its cells are visited, in vacant grids little. `cells`: H3 cells by grid.
 */
export function demoVisits(options: {
  areas: readonly DemoPlace[]
  cells: ReadonlyMap<string, readonly string[]>
  calendar: Calendar
  now: Date
  seed: number
  /** The seed that says which grids are vacant, where it is another one. */
  vacantBy?: number
}): DemoVisit[] {
  const { areas, cells, calendar, now, seed, vacantBy = seed } = options
  const random = createRandom(seed + 3)
  const vacant = vacantGrids(areas, vacantBy)
  const diligence = new Map(areas.map((area) => [area.code, 0.08 * random.normal()]))
  const today = dayOf(now.getTime(), calendar)
  const days = Array.from({ length: VISIT_DAYS }, (_, i) => today - VISIT_DAYS + 1 + i)
  const workingDays = days.filter((day) => isWorkingDay(day, calendar) || random.next() < 0.25)
  const parents = new Map(areas.map((area) => [area.code, area.parentCode]))
  const visits: DemoVisit[] = []
  for (const grid of areas) {
    const all = cells.get(grid.code) ?? []
    if (grid.level !== 'grid' || all.length === 0) continue
    const village = grid.parentCode ?? ''
    const share = vacant.has(grid.code)
      ? random.between(0, 0.2)
      : 0.66 +
        (diligence.get(village) ?? 0) +
        1.2 * (diligence.get(parents.get(village) ?? '') ?? 0) +
        0.17 * random.normal() +
        (grid.urban ? 0.08 : -0.04)
    const least = vacant.has(grid.code) ? 0 : LEAST_SHARE
    const walked = walkedCells(all, Math.min(MOST_SHARE, Math.max(least, share)), random)
    visits.push(...walk(grid.code, walked, workingDays, random))
  }
  return visits
}

/** The part of the cells that rounds reach, in the order of their distance from where they begin, a little ragged. */
function walkedCells(all: readonly string[], share: number, random: Random): string[] {
  const [startLat, startLon] = cellToLatLng(random.pick([...all]))
  const reach = all.map((cell) => {
    const [lat, lon] = cellToLatLng(cell)
    return {
      cell,
      distance: Math.hypot(lat - startLat, (lon - startLon) * 0.79) * random.between(0.75, 1.25),
    }
  })
  reach.sort((a, b) => a.distance - b.distance)
  return reach.slice(0, Math.round(all.length * share)).map(({ cell }) => cell)
}

/** Rounds over the days: every walked cell is visited at least once; those near the start on many days. */
function walk(
  gridCode: string,
  cells: readonly string[],
  days: readonly number[],
  random: Random,
): DemoVisit[] {
  const visits: DemoVisit[] = []
  const rounds = 2 + Math.floor(random.between(0, 5))
  cells.forEach((cell, i) => {
    const nearness = 1 - i / cells.length
    const times = Math.min(days.length, 1 + Math.floor(random.next() * rounds * (0.3 + nearness)))
    const visitedDays = new Set<number>()
    while (visitedDays.size < times) visitedDays.add(random.pick([...days]))
    for (const day of visitedDays) {
      const date = new Date(day * DAY).toISOString().slice(0, 10)
      visits.push({ gridCode, cell, day: date, count: random.next() < 0.18 ? 2 : 1 })
    }
  })
  return visits
}
