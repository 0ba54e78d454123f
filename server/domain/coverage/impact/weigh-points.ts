import { pointInShape } from '../locate-point.ts'
import { shapeBounds } from '../ring.ts'
import type { Shape } from '../shape.ts'

/** Address points in columns: where they are in 1e-7 degree, and how many live there; null: people are not known. */
export type AddressPoints = {
  x: ArrayLike<number>
  y: ArrayLike<number>
  households: ArrayLike<number>
  population: ArrayLike<number | null>
}

export const NO_ADDRESSES: AddressPoints = { x: [], y: [], households: [], population: [] }

/** What the points of an area count, by the code of the area that their place belongs to afterwards. */
export type PointWeights = {
  households: ReadonlyMap<string, number>
  /** Null where people are not known at every point with households, or where there are none. */
  population: ReadonlyMap<string, number> | null
}

type Placed = { code: string; shape: Shape }

/**
 * By code of each area of before that has address points with at least one household: how many go where. A point is in one
 * area before and in one after, or in the land outside (''), so none is counted twice.
 */
export function weighPoints(
  { x, y, households, population }: AddressPoints,
  before: readonly Placed[],
  after: readonly Placed[],
): Map<string, PointWeights> {
  const [from, to] = [locator(before), locator(after)]
  const weights = new Map<
    string,
    { households: Map<string, number>; population: Map<string, number> | null }
  >()
  for (let i = 0; i < x.length; i++) {
    const [homes, people] = [households[i]!, population[i]!]
    if (homes === 0 && !people) continue
    const code = from(x[i]!, y[i]!)
    if (code === null) continue
    const area = weights.get(code) ?? { households: new Map(), population: new Map() }
    weights.set(code, area)
    const there = to(x[i]!, y[i]!) ?? ''
    add(area.households, there, homes)
    if (people === null) area.population = null
    else if (area.population) add(area.population, there, people)
  }
  return new Map(
    [...weights]
      .filter(([, area]) => sum(area.households) > 0)
      .map(([code, area]) => {
        const hasPeople = area.population !== null && sum(area.population) > 0
        return [code, { ...area, population: hasPeople ? area.population : null }]
      }),
  )
}

/** Finds the code of the area that a place lies in. */
function locator(areas: readonly Placed[]): (x: number, y: number) => string | null {
  const boxed = areas.map(({ code, shape }) => ({ code, shape, bounds: shapeBounds(shape) }))
  return (x, y) => {
    const found = boxed.find(
      ({ shape, bounds: [minX, minY, maxX, maxY] }) =>
        x >= minX && x <= maxX && y >= minY && y <= maxY && pointInShape(x, y, shape),
    )
    return found?.code ?? null
  }
}

function add(counts: Map<string, number>, code: string, number: number): void {
  counts.set(code, (counts.get(code) ?? 0) + number)
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((all, count) => all + count, 0)
}
