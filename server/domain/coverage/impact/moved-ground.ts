import { areaSquareMetres } from '../area-square-metres.ts'
import { OUTSIDE } from '../edit/operation.ts'
import type { Shape } from '../shape.ts'
import { apportion } from './apportion.ts'
import { countInside, type IncidentPoints } from './count-inside.ts'
import type { Passage } from './diff.ts'
import { weighPoints, type AddressPoints } from './weigh-points.ts'

/** By what the people of an area are shared out: by the size of its pieces, or by the address points in them. */
export type SharedBy = 'area' | 'addresses'

/** Ground that goes from one area to another, with what goes along. */
export type MovedGround = Passage & {
  shareOfArea: number
  households: number | null
  population: number | null
  /** How the households and people of the area that it comes from are shared out. */
  by: SharedBy
  openIncidents: number
}

type Known = { households: number | null; population: number | null }
type Ground = { code: string; shape: Shape }

/**
 * The passages, in the order of the areas that they come from, with the people and open incidents that go along. An area's
 * own numbers are shared out by the households at its address points where it has some, else by the area of its pieces.
 */
export function movedGround(
  passages: readonly Passage[],
  { old, now }: { old: readonly Ground[]; now: readonly Ground[] },
  known: ReadonlyMap<string, Known>,
  incidents: IncidentPoints,
  addresses: AddressPoints,
): MovedGround[] {
  const counted = weighPoints(addresses, old, now)
  const stays = new Set(now.map(({ code }) => code))
  return old
    .map(({ code, shape }) => ({ code, total: areaSquareMetres(shape) }))
    .concat({ code: OUTSIDE, total: 0 })
    .flatMap(({ code, total }): MovedGround[] => {
      const leaving = passages.filter(({ from }) => from === code)
      const gone = leaving.reduce((sum, { squareMetres }) => sum + squareMetres, 0)
      const byArea = [...leaving.map(({ squareMetres }) => squareMetres), Math.max(0, total - gone)]
      const points = counted.get(code)
      const weights = points ? weightsOf(points, leaving, stays.has(code)) : byArea
      const { households = null, population = null } = known.get(code) ?? {}
      const sharesOf = (people: number | null): number[] | null =>
        people === null ? null : apportion(people, weights)
      const [homes, persons] = [sharesOf(households), sharesOf(population)]
      return leaving.map((passage, i) => ({
        ...passage,
        shareOfArea: total > 0 ? Math.min(1, passage.squareMetres / total) : 0,
        households: homes?.[i] ?? null,
        population: persons?.[i] ?? null,
        by: points ? 'addresses' : 'area',
        openIncidents: countInside(incidents, passage.shape).openIncidents,
      }))
    })
}

/** What goes with each passage, and last what stays. */
function weightsOf(
  counts: ReadonlyMap<string, number>,
  leaving: readonly Passage[],
  stays: boolean,
): number[] {
  const weights = leaving.map(({ to }) => counts.get(to) ?? 0)
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const rest = weights.reduce((left, weight) => left - weight, all)
  if (stays || weights.length === 0) return [...weights, rest]
  // Nobody stays in an area that is no more: points on ground too small to be told of go where most of it goes.
  const largest = leaving.reduce(
    (best, { squareMetres }, i) => (squareMetres > leaving[best]!.squareMetres ? i : best),
    0,
  )
  return [...weights.with(largest, weights[largest]! + rest), 0]
}
