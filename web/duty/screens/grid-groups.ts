import type { DutyPack, DutyState, PackedCase } from '../../../server/contract.ts'
import { metresBetween } from '../../../server/domain/duty/metres-between.ts'
import { metresToArea } from '../map/metres-to-area.ts'

type Place = { lon: number; lat: number }
type Feature = DutyPack['areas']['features'][number]

/** A grid of mine with what is open in it. `metres`: how far I am from it; 0 inside, null where my position is not known. */
export type GridGroup = {
  code: string
  grid: DutyState['grids'][number] | null
  feature: Feature | null
  metres: number | null
  cases: { item: PackedCase; metres: number | null }[]
  overdue: number
}

/**
 * My grids and their open cases: nearest first where my position is known, else what is due first. Cases that lie in none of
 * them come last, under null.
 */
export function gridGroups(
  duty: Pick<DutyState, 'grids'>,
  pack: Pick<DutyPack, 'areas' | 'cases'>,
  here: Place | null,
  now: number,
): GridGroup[] {
  const features = new Map(pack.areas.features.map((feature) => [feature.properties.code, feature]))
  const groups = new Map<string, GridGroup>()
  for (const grid of duty.grids) {
    const feature = features.get(grid.code) ?? null
    const metres = here && feature ? metresToArea(here, feature.geometry) : null
    groups.set(grid.code, { code: grid.code, grid, feature, metres, cases: [], overdue: 0 })
  }
  for (const item of pack.cases) {
    let group = groups.get(item.area)
    if (!group) {
      group = { code: item.area, grid: null, feature: null, metres: null, cases: [], overdue: 0 }
      groups.set(item.area, group)
    }
    const { lon, lat } = item
    const metres = here && lon !== null && lat !== null ? metresBetween(here, { lon, lat }) : null
    group.cases.push({ item, metres })
    if (item.dueAt !== null && Date.parse(item.dueAt) < now) group.overdue += 1
  }
  const byDistance = here !== null
  for (const { cases } of groups.values())
    cases.sort((a, b) => (byDistance ? order(a.metres, b.metres) : 0) || order(dueOf(a.item), dueOf(b.item)))
  return [...groups.values()].sort(
    (a, b) =>
      Number(a.grid === null) - Number(b.grid === null) ||
      (byDistance ? order(a.metres, b.metres) : order(firstDue(a), firstDue(b))) ||
      a.code.localeCompare(b.code),
  )
}

function dueOf({ nextDueAt, dueAt }: PackedCase): number | null {
  const due = nextDueAt ?? dueAt
  return due === null ? null : Date.parse(due)
}

function firstDue({ cases }: GridGroup): number | null {
  const known = cases.flatMap(({ item }) => dueOf(item) ?? [])
  return known.length === 0 ? null : Math.min(...known)
}

/** What is not known comes last. */
function order(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a - b
}
