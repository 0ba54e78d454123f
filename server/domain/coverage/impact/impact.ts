import { areaSquareMetres } from '../area-square-metres.ts'
import type { Shape } from '../shape.ts'
import { countInside, type IncidentPoints } from './count-inside.ts'
import type { Coverage, CoverageArea } from '../edit/coverage.ts'
import { diff } from './diff.ts'
import { assignmentHeirs } from './assignment-heirs.ts'
import { gainsAbove } from './gains-above.ts'
import { movedGround, type MovedGround } from './moved-ground.ts'
import type { AddressPoints } from './weigh-points.ts'
import { OUTSIDE } from '../edit/operation.ts'

/**
 * What is known of an area that has no finer ones, before a change. `operators`: numbers of those who look after it;
 * `answered`: whether somebody leads or covers it.
 */
export type KnownFigures = {
  households: number | null
  population: number | null
  operators: readonly number[]
  answered: boolean
}

export type Figures = {
  squareMetres: number
  households: number | null
  population: number | null
  openIncidents: number
  incidentsYear: number
  operators: number
}

export type Impact = {
  /** The areas without finer ones that change; before or after null where one is new or goes. */
  areas: { code: string; parent: string | null; before: Figures | null; after: Figures | null }[]
  passages: MovedGround[]
  /** What areas above gain (or lose, negative): ground that went elsewhere, and areas that went to another parent. */
  above: { code: string; households: number; population: number }[]
  /** Who looks after more than before: operators of `from` look after `to` as well. */
  assignments: { from: string; to: string }[]
  /** Grids that nobody leads or covers once the change is in force; `before`: nobody did so before either. */
  vacant: { code: string; before: boolean }[]
}

/**
 * What a change does to the areas that it touches. `known` has figures of the areas before; `incidents` and `addresses`
 * those that lie in them. Numbers of households are whole, and none is lost: each area's are shared out by the households at
 * its address points, or by the area of its pieces where it has none (largest remainders). Ground that comes from the land
 * outside brings nobody.
 */
export function impact(
  before: Coverage,
  after: Coverage,
  touched: Iterable<string>,
  known: ReadonlyMap<string, KnownFigures>,
  incidents: IncidentPoints,
  addresses: AddressPoints,
): Impact {
  const codes = [...touched].filter((code) => code !== OUTSIDE)
  const old = groundOf(before, codes)
  const now = groundOf(after, codes)
  const passages = movedGround(diff(old, now), { old, now }, known, incidents, addresses)
  const assignments = assignmentHeirs(
    passages,
    old.map(({ code }) => code),
    now.map(({ code }) => code),
  )
  const figures = (ground: Ground, people: People, operators: number): Figures => ({
    squareMetres: areaSquareMetres(ground.shape),
    households: people.households,
    population: people.population,
    ...countInside(incidents, ground.shape),
    operators,
  })
  const leaves = new Set([...old, ...now].map(({ code }) => code))
  const areas = [...leaves].sort().map((code) => {
    const was = old.find((ground) => ground.code === code)
    const is = now.find((ground) => ground.code === code)
    const own = known.get(code) ?? null
    return {
      code,
      parent: (is ?? was)!.area.parent,
      before: was ? figures(was, own ?? UNKNOWN, own?.operators.length ?? 0) : null,
      after: is
        ? figures(
            is,
            peopleAfter(code, was ? own : null, passages),
            operatorsOf(code, known, was, assignments),
          )
        : null,
    }
  })
  return {
    areas,
    passages,
    above: gainsAbove(before, after, areas, passages),
    assignments,
    vacant: vacantAfter(now, known, assignments),
  }
}

type People = Pick<KnownFigures, 'households' | 'population'>
type Ground = { code: string; area: CoverageArea; shape: Shape }

const UNKNOWN: KnownFigures = { households: null, population: null, operators: [], answered: false }

function groundOf(coverage: Coverage, codes: readonly string[]): Ground[] {
  return codes.flatMap((code) => {
    const area = coverage.area(code)
    return area && area.rings.length > 0 ? [{ code, area, shape: coverage.shapeOf(area) }] : []
  })
}

/** An unknown number and a known one make an unknown one; ground of nobody brings nobody. */
function peopleAfter(code: string, own: KnownFigures | null, passages: readonly MovedGround[]): People {
  const sum = (of: 'households' | 'population'): number | null => {
    const coming = passages
      .filter(({ from, to }) => to === code && from !== OUTSIDE)
      .map((moved) => moved[of])
    if (own === null && coming.length === 0) return null
    if ((own !== null && own[of] === null) || coming.includes(null)) return null
    const going = passages.filter(({ from }) => from === code).map((moved) => moved[of] ?? 0)
    return (own?.[of] ?? 0) + total(coming.map((number) => number ?? 0)) - total(going)
  }
  return { households: sum('households'), population: sum('population') }
}

function operatorsOf(
  code: string,
  known: ReadonlyMap<string, KnownFigures>,
  was: Ground | undefined,
  assignments: Impact['assignments'],
): number {
  const own = was ? (known.get(code)?.operators ?? []) : []
  const inherited = assignments
    .filter(({ to }) => to === code)
    .flatMap(({ from }) => known.get(from)?.operators ?? [])
  return new Set([...own, ...inherited]).size
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}

/** A grid that stays keeps whoever leads or covers it; one that gets ground by inheritance gets those of it. */
function vacantAfter(
  now: readonly Ground[],
  known: ReadonlyMap<string, KnownFigures>,
  assignments: Impact['assignments'],
): Impact['vacant'] {
  return now
    .filter(({ code, area }) => {
      const heritage = assignments.filter(({ to }) => to === code).map(({ from }) => from)
      return area.level === 'grid' && ![code, ...heritage].some((one) => known.get(one)?.answered)
    })
    .map(({ code }) => ({ code, before: known.has(code) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}
