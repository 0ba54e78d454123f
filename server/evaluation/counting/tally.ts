import type { AreaIndex } from '../../areas/area-index.ts'
import { addCounts, emptyTally, type CountsByName, type Tally } from '../../domain/evaluation/counts.ts'
import type { CardLevel } from '../../domain/evaluation/indicators.ts'
import type { CountedIncidentRow } from './read-facts.ts'
import { isScoredQuestion, type SurveyCount } from './survey-counts.ts'

/** A unit as it has a scorecard; `township`: code of the one whose own it is. */
export type UnitRow = {
  id: number
  code: string
  name: string
  nameEn: string | null
  township: string | null
}

/** One area or unit, and what was counted of it. `oldestDueAt`: of what is overdue the first deadline. */
export type Tallied = {
  code: string
  name: string
  nameEn: string | null
  parent: string | null
  tally: Tally
  oldestDueAt: number | null
}

export type CountyTally = { county: Tallied; levels: Record<CardLevel, Tallied[]> }

/** Adds incidents up by the areas that they happened in and all above, and by the units that have them. */
export function tallyCounty(
  index: AreaIndex,
  units: readonly UnitRow[],
  incidents: readonly CountedIncidentRow[],
  surveys: readonly SurveyCount[],
): CountyTally {
  const blank = (own: Pick<Tallied, 'code' | 'name' | 'nameEn' | 'parent'>): Tallied => ({
    ...own,
    tally: emptyTally(),
    oldestDueAt: null,
  })
  const areas = index.nodes.map(({ code, name, nameEn, parentId }) =>
    blank({ code, name, nameEn, parent: parentId === null ? null : (index.byId(parentId)?.code ?? null) }),
  )
  const county = areas[0] ?? blank({ code: '', name: '', nameEn: null, parent: null })
  const byUnit = new Map(
    units.map(({ id, code, name, nameEn, township }) => [
      id,
      blank({ code, name, nameEn, parent: township }),
    ]),
  )
  const placesOf = pathsOf(index)
  const holdersOf = (areaId: number | null): readonly Tallied[] => {
    const places = areaId === null ? [0] : placesOf(areaId)
    return places.map((place) => areas[place] ?? county)
  }
  for (const { areaId, unitId, counts, dueAt } of incidents) {
    for (const holder of holdersOf(areaId)) add(holder, counts, dueAt)
    const unit = unitId === null ? undefined : byUnit.get(unitId)
    if (unit) add(unit, counts, dueAt)
  }
  for (const { areaId, question, positive, answered } of surveys.filter(isScoredQuestion)) {
    for (const holder of holdersOf(areaId))
      addCounts(holder.tally, { [question]: { numerator: positive, denominator: answered } })
  }
  const of = (level: CardLevel): Tallied[] => areas.filter((_, i) => index.nodes[i]!.level === level)
  return {
    county,
    levels: {
      township: of('township'),
      village: of('village'),
      grid: of('grid'),
      unit: [...byUnit.values()],
    },
  }
}

function add(holder: Tallied, counts: CountsByName, dueAt: number | null): void {
  addCounts(holder.tally, counts)
  if (counts.overdue && dueAt !== null) holder.oldestDueAt = Math.min(holder.oldestDueAt ?? dueAt, dueAt)
}

/** For an area its own place and those of all above it; a retired area counts in the one that took its place. */
function pathsOf(index: AreaIndex): (areaId: number) => readonly number[] {
  const known = new Map<number, readonly number[]>()
  return (areaId) => {
    let path = known.get(areaId)
    if (path === undefined) {
      const area = index.heirOf(areaId)
      path = area === null ? [0] : index.path(area).map(({ position }) => position)
      known.set(areaId, path)
    }
    return path
  }
}
