import { areaSquareMetres } from '../../domain/coverage/area-square-metres.ts'
import type { Random } from '../random.ts'
import { CATEGORY_PROFILES, type CategoryProfile } from './category-profile.ts'
import type { DemoPlace } from './demo-place.ts'
import { cumulative, drawIndex } from './moments.ts'
import { createSpots, nearSpot, type GridSpots, type Spot } from './spots.ts'

/** Share of a category's incidents that happen at its few notorious places. */
const HOT_SPOT_SHARE = 0.14
const HOT_SPOTS = 5

/** The best and the worst township's chance to close in time; the others lie between. */
const BEST_ON_TIME = 0.935
const WORST_ON_TIME = 0.8

export type Placement = { grid: DemoPlace; spot: Spot; x: number; y: number; onTimeChance: number }

/** Returns a function that draws a place for an incident of a category: denser in town, along streets, at hot spots. */
export function createPlacement(
  places: readonly DemoPlace[],
  random: Random,
): (profile: CategoryProfile) => Placement {
  const grids = createSpots(places, random)
  if (grids.length === 0)
    throw new Error('The demonstration needs grids to place incidents in, but there are none.')
  const squareKilometres = grids.map(({ grid }) => areaSquareMetres(grid.shape) / 1e6)
  const liveliness = grids.map(() => Math.exp(0.4 * random.normal()))
  const punctuality = createPunctuality(places, grids, random)
  const byCategory = new Map<string, { sums: Float64Array; hotSpots: { index: number; spot: Spot }[] }>()
  for (const profile of CATEGORY_PROFILES) {
    const sums = cumulative(
      Float64Array.from(grids, ({ grid }, i) => {
        const size =
          profile.terrain === 'field' ? (squareKilometres[i] ?? 0) * 400 : (grid.households ?? 60) + 20
        return (
          size * (grid.urban ? profile.town : 1) * (liveliness[i] ?? 1) * Math.exp(0.35 * random.normal())
        )
      }),
    )
    const hotSpots = Array.from({ length: HOT_SPOTS }, () => {
      const index = drawIndex(sums, random.next())
      return { index, spot: random.pick(spotsFor(profile, grids[index])) }
    })
    byCategory.set(profile.code, { sums, hotSpots })
  }
  return (profile) => {
    const category = byCategory.get(profile.code)
    if (category === undefined) throw new Error(`No places were made for category ${profile.code}.`)
    const isHot = random.next() < HOT_SPOT_SHARE
    const index = isHot ? -1 : drawIndex(category.sums, random.next())
    const hot = isHot
      ? random.pick(category.hotSpots)
      : { index, spot: drawSpot(profile, grids[index], random) }
    const grid = grids[hot.index]?.grid
    if (grid === undefined) throw new Error(`There is no grid at ${hot.index}.`)
    const [x, y] = nearSpot(hot.spot, grid.shape, random)
    const chance = (punctuality[hot.index] ?? 0.9) + profile.ease
    return { grid, spot: hot.spot, x, y, onTimeChance: Math.min(0.99, Math.max(0.5, chance)) }
  }
}

function spotsFor(profile: CategoryProfile, spots: GridSpots | undefined): Spot[] {
  return (profile.terrain === 'field' ? spots?.fields : spots?.streets) ?? []
}

/** The first spots of a grid are its busy ones. */
function drawSpot(profile: CategoryProfile, grid: GridSpots | undefined, random: Random): Spot {
  const spots = spotsFor(profile, grid)
  const spot = spots[Math.floor(spots.length * random.next() ** 1.8)]
  if (spot === undefined) throw new Error('A grid without a spot.')
  return spot
}

/** Townships differ in how often they keep the deadline, and grids within them a little: so the map tells something. */
function createPunctuality(
  places: readonly DemoPlace[],
  grids: readonly GridSpots[],
  random: Random,
): number[] {
  const townships = places.filter((place) => place.level === 'township').map((place) => place.code)
  const ranked = new Map(random.shuffle([...townships]).map((code, rank) => [code, rank]))
  const parents = new Map(places.map((place) => [place.code, place.parentCode]))
  const step = (BEST_ON_TIME - WORST_ON_TIME) / Math.max(1, townships.length - 1)
  return grids.map(({ grid }) => {
    const rank = ranked.get(parents.get(grid.parentCode ?? '') ?? '') ?? 0
    return BEST_ON_TIME - step * rank + 0.03 * random.normal()
  })
}
