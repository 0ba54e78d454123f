import type { DemoPlace } from './incidents/demo-place.ts'
import { createRandom, type Random } from './random.ts'

const DAY = 86_400_000
const OFFSET = 8 * 3_600_000

const FEWEST_OPERATORS = 25
const MOST_OPERATORS = 40
/** Grids led by one operator, where the number of operators allows. */
const GRIDS_PER_OPERATOR = 2.6
const VACANT_SHARE = 0.04
const BACKUP_SHARE = 0.35
const COVER_SHARE = 0.03
/** A cover ends between this many days from now. */
const COVER_ENDS = { first: 3, last: 75 }

export type DemoOperator = { code: string; name: string; townshipCode: string }

export type DemoAssignment = {
  operatorCode: string
  gridCode: string
  role: 'lead' | 'backup' | 'cover'
  /** Days as YYYY-MM-DD; `to` is the first day no longer valid, null where no end is known. */
  from: string
  to: string | null
}

/**
 * The operators of every township, named by number and clearly synthetic, and whom they look after: leads of
 * neighbouring grids, backups, covers for leads who left, and some grids with nobody (see vacantGrids).
 */
export function demoOperators(options: { areas: readonly DemoPlace[]; seed: number; now: Date }): {
  operators: DemoOperator[]
  assignments: DemoAssignment[]
} {
  const { areas, seed, now } = options
  const random = createRandom(seed + 1)
  const coverEnds = createRandom(seed + 6)
  const vacant = vacantGrids(areas, seed)
  const operators: DemoOperator[] = []
  const assignments: DemoAssignment[] = []
  for (const [township, grids] of gridsByTownship(areas)) {
    const crew = createCrew(township, grids.length, random)
    operators.push(...crew)
    assignments.push(...assign(crew, grids, vacant, now, { random, coverEnds }))
  }
  return { operators, assignments }
}

/** The grids that have neither lead nor cover now: the same for the same areas and seed. */
export function vacantGrids(areas: readonly DemoPlace[], seed: number): Set<string> {
  const random = createRandom(seed + 2)
  const grids = areas.filter((area) => area.level === 'grid').map((area) => area.code)
  return new Set(random.shuffle(grids).slice(0, Math.round(grids.length * VACANT_SHARE)))
}

/** Grids by their codes, so that neighbouring numbers of one village stand together. */
function gridsByTownship(areas: readonly DemoPlace[]): Map<DemoPlace, DemoPlace[]> {
  const townshipOf = new Map(areas.filter((a) => a.level === 'village').map((a) => [a.code, a.parentCode]))
  const grids = areas.filter((a) => a.level === 'grid').sort((a, b) => (a.code < b.code ? -1 : 1))
  return new Map(
    areas
      .filter((area) => area.level === 'township')
      .map((township) => [
        township,
        grids.filter((grid) => townshipOf.get(grid.parentCode ?? '') === township.code),
      ]),
  )
}

function createCrew(township: DemoPlace, gridCount: number, random: Random): DemoOperator[] {
  const wanted = Math.round(gridCount / GRIDS_PER_OPERATOR + 1.5 * random.normal())
  const count = Math.min(MOST_OPERATORS, Math.max(FEWEST_OPERATORS, wanted))
  return Array.from({ length: count }, (_, i) => ({
    code: `WG-${township.code.slice(6) || township.code}-${String(i + 1).padStart(3, '0')}`,
    name: `网格员 ${township.name} ${String(i + 1).padStart(2, '0')}`,
    townshipCode: township.code,
  }))
}

function assign(
  crew: readonly DemoOperator[],
  grids: readonly DemoPlace[],
  vacant: ReadonlySet<string>,
  now: Date,
  { random, coverEnds }: { random: Random; coverEnds: Random },
): DemoAssignment[] {
  const assignments: DemoAssignment[] = []
  grids.forEach((grid, i) => {
    const at = Math.floor((i * crew.length) / grids.length)
    const operator = crew[at]
    const neighbour = crew[(at + 1) % crew.length]
    if (operator === undefined || neighbour === undefined) return
    const daysAgo = Math.floor(random.between(200, 900))
    const add = (
      who: DemoOperator,
      role: DemoAssignment['role'],
      fromDaysAgo: number,
      toDaysAgo: number | null,
    ) =>
      assignments.push({
        operatorCode: who.code,
        gridCode: grid.code,
        role,
        from: dateOf(now, fromDaysAgo),
        to: toDaysAgo === null ? null : dateOf(now, toDaysAgo),
      })
    if (vacant.has(grid.code)) {
      add(operator, 'lead', daysAgo, Math.floor(random.between(3, 70)))
    } else if (random.next() < COVER_SHARE) {
      const leftDaysAgo = Math.floor(random.between(5, 60))
      add(operator, 'lead', daysAgo, leftDaysAgo)
      add(neighbour, 'cover', leftDaysAgo, -coverEnds.integer(COVER_ENDS.first, COVER_ENDS.last))
    } else {
      add(operator, 'lead', daysAgo, null)
    }
    if (random.next() < BACKUP_SHARE && neighbour !== operator) add(neighbour, 'backup', daysAgo, null)
  })
  return assignments
}

/** The county's date so many days before now. */
export function dateOf(now: Date, daysAgo: number): string {
  return new Date(now.getTime() + OFFSET - daysAgo * DAY).toISOString().slice(0, 10)
}
