import type { AreaInput } from '../areas/publish.ts'
import type { CoverageArea } from '../domain/coverage/edit/coverage.ts'
import type { Impact } from '../domain/coverage/impact/impact.ts'
import { areaShapes } from '../domain/coverage/edit/level-shapes.ts'
import { OUTSIDE } from '../domain/coverage/edit/operation.ts'
import type { Steps } from '../domain/steps.ts'
import type { Shape } from '../domain/coverage/shape.ts'
import { changedAbove } from './changed-above.ts'
import type { ReleaseCoverage } from './coverage-cache.ts'
import { nameArea } from './name-areas.ts'
import type { Played } from './play-draft.ts'
import type { Names } from './publish-queries.ts'

/** What is known beside the coverage. */
export type Beside = {
  /** What areas are or were called, those that come back among them. */
  names: ReadonlyMap<string, Names>
  /** The boundaries of areas above that only get other figures, as they are stored. */
  shapes: ReadonlyMap<string, Shape>
}

/** Areas as a release shall have them, and those that end with it; in steps. */
export function* planRelease(
  before: ReleaseCoverage,
  { coverage: after, touched }: Played,
  impact: Impact,
  beside: Beside,
): Steps<{ areas: AreaInput[]; retire: string[] }> {
  const codes = [...touched].filter((code) => code !== OUTSIDE).toSorted()
  const leaves = codes.flatMap((code) => {
    const area = after.area(code)
    return area && area.rings.length > 0 ? [area] : []
  })
  const names = nameNew(before, leaves, impact, beside.names)
  const figures = new Map(impact.areas.map((area) => [area.code, area.after]))
  const ofLeaves = leaves.map((area): AreaInput => {
    const { households = null, population = null } = figures.get(area.code) ?? {}
    const shape = after.shapeOf(area)
    return { ...placeOf(area), ...names.get(area.code)!, households, population, shape }
  })
  const ofAbove = yield* planAbove(before, { coverage: after, touched }, impact, beside.shapes)
  return {
    areas: [...ofAbove, ...ofLeaves],
    retire: codes.filter((code) => before.coverage.area(code) && !after.area(code)),
  }
}

/** Areas above with another boundary or other figures. */
function* planAbove(
  before: ReleaseCoverage,
  { coverage: after, touched }: Played,
  { above }: Impact,
  shapes: Beside['shapes'],
): Steps<AreaInput[]> {
  const redrawn = changedAbove(before.coverage, after, touched)
  const shapesAbove = yield* areaShapes(after, redrawn)
  const drawn = new Map(shapesAbove.map(({ code, shape }) => [code, shape]))
  const gains = new Map(above.map(({ code, ...gain }) => [code, gain]))
  return [...new Set([...redrawn, ...gains.keys()])].toSorted().flatMap((code) => {
    const area = after.area(code)
    if (!area || area.rings.length > 0) return []
    const { name, nameEn, kind, households, population } = before.facts.get(code)!
    const { households: homes = 0, population: persons = 0 } = gains.get(code) ?? {}
    const plus = (number: number | null, gain: number) =>
      number === null ? null : Math.max(0, number + gain)
    return {
      ...placeOf(area),
      name,
      nameEn,
      kind,
      households: plus(households, homes),
      population: plus(population, persons),
      shape: drawn.get(code) ?? shapes.get(code)!,
    }
  })
}

function placeOf({ code, level, parent }: CoverageArea): Pick<AreaInput, 'code' | 'level' | 'parentCode'> {
  return { code, level, parentCode: parent }
}

/** What areas are called: as they are or were, and new ones by their parent's name and a number. */
function nameNew(
  { facts }: ReleaseCoverage,
  leaves: readonly CoverageArea[],
  { assignments }: Impact,
  known: Beside['names'],
): Map<string, Names> {
  const names = new Map<string, Names>()
  const siblings = new Map<string | null, Names[]>()
  for (const fact of facts.values())
    siblings.set(fact.parentCode, [...(siblings.get(fact.parentCode) ?? []), fact])
  for (const { code, level, parent } of leaves) {
    const own = facts.get(code) ?? known.get(code)
    if (own) {
      names.set(code, { name: own.name, nameEn: own.nameEn, kind: own.kind })
      continue
    }
    const beside = siblings.get(parent) ?? []
    // A part of a school's grid is a school's grid.
    const source = assignments.find(({ to }) => to === code)?.from
    const kind = source === undefined ? 'general' : (facts.get(source)?.kind ?? 'general')
    const named = { ...nameArea(level, facts.get(parent!)!, beside), kind }
    names.set(code, named)
    siblings.set(parent, [...beside, named])
  }
  return names
}
