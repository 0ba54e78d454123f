import { pointInShape } from '../../domain/coverage/locate-point.ts'
import { labelPoint } from '../../domain/coverage/label-point.ts'
import { shapeBounds } from '../../domain/coverage/ring.ts'
import type { Shape } from '../../domain/coverage/shape.ts'
import type { Random } from '../random.ts'
import type { DemoPlace } from './demo-place.ts'
import { FIELD_WORDS, TOWN_WORDS, VILLAGE_WORDS } from './spot-words.ts'

/** Integer units (1e-7 degree) in a metre: north, and east at the county's latitude of 37.5°. */
const UNITS_PER_METRE_NORTH = 90
const UNITS_PER_METRE_EAST = 113

/** Spots keep this far from their grid's border, so that each lies strictly inside. */
const MARGIN_METRES = 2

/** A place in a grid where things happen again and again, with the words people use for it. */
export type Spot = { x: number; y: number; words: string }

export type GridSpots = { grid: DemoPlace; streets: Spot[]; fields: Spot[] }

/** How the streets of a village run: its middle, their bearing, how far apart they lie and how far the houses reach. */
type Village = { x: number; y: number; bearing: number; spacingMetres: number; reachMetres: number }

/** Invents the spots of every grid: along the streets of its village, and out in the fields. */
export function createSpots(places: readonly DemoPlace[], random: Random): GridSpots[] {
  const villages = new Map<string, Village>()
  for (const place of places) {
    if (place.level === 'village') villages.set(place.code, createVillage(place, random))
  }
  return places
    .filter((place) => place.level === 'grid')
    .map((grid) => {
      const village = villages.get(grid.parentCode ?? '') ?? createVillage(grid, random)
      const streets = 24 + Math.min(120, Math.round((grid.households ?? 40) / 3))
      return {
        grid,
        streets: spotsIn(grid, streets, random, grid.urban ? TOWN_WORDS : VILLAGE_WORDS, village),
        fields: spotsIn(grid, 30, random, grid.urban ? TOWN_WORDS : FIELD_WORDS, null),
      }
    })
}

function createVillage(place: DemoPlace, random: Random): Village {
  const [x, y] = labelPoint(place.shape)
  return {
    x,
    y,
    // Streets of the plain run nearly north and east.
    bearing: random.normal() * 0.08,
    spacingMetres: random.between(55, 95),
    // About 450 m² of built-up land for each household.
    reachMetres: place.urban ? 100_000 : Math.sqrt(((place.households ?? 200) * 450) / Math.PI),
  }
}

function spotsIn(
  grid: DemoPlace,
  count: number,
  random: Random,
  words: readonly string[],
  village: Village | null,
): Spot[] {
  const [minX, minY, maxX, maxY] = shapeBounds(grid.shape)
  const spots: Spot[] = []
  for (let attempt = 0; attempt < count * 12 && spots.length < count; attempt += 1) {
    let x = random.between(minX, maxX)
    let y = random.between(minY, maxY)
    if (village !== null) {
      const away = Math.hypot((x - village.x) / UNITS_PER_METRE_EAST, (y - village.y) / UNITS_PER_METRE_NORTH)
      if (random.next() > 0.06 + Math.exp(-((away / village.reachMetres) ** 2) / 1.4)) continue
      ;[x, y] = ontoStreet(x, y, village, random)
    }
    x = Math.round(x)
    y = Math.round(y)
    if (isWellInside(x, y, grid.shape)) spots.push({ x, y, words: random.pick(words) })
  }
  if (spots.length === 0) {
    const [x, y] = labelPoint(grid.shape)
    spots.push({ x, y, words: random.pick(words) })
  }
  return spots
}

/** Moves a place to the nearest line of the village's lattice of streets, a few metres beside it. */
function ontoStreet(x: number, y: number, village: Village, random: Random): [x: number, y: number] {
  const east = (x - village.x) / UNITS_PER_METRE_EAST
  const north = (y - village.y) / UNITS_PER_METRE_NORTH
  const cos = Math.cos(village.bearing)
  const sin = Math.sin(village.bearing)
  let along = east * cos + north * sin
  let across = north * cos - east * sin
  const beside = random.normal() * 5
  if (random.next() < 0.6)
    across = Math.round(across / village.spacingMetres) * village.spacingMetres + beside
  else along = Math.round(along / (village.spacingMetres * 1.6)) * village.spacingMetres * 1.6 + beside
  return [
    village.x + (along * cos - across * sin) * UNITS_PER_METRE_EAST,
    village.y + (along * sin + across * cos) * UNITS_PER_METRE_NORTH,
  ]
}

function isWellInside(x: number, y: number, shape: Shape): boolean {
  const east = MARGIN_METRES * UNITS_PER_METRE_EAST
  const north = MARGIN_METRES * UNITS_PER_METRE_NORTH
  return (
    pointInShape(x, y, shape) &&
    pointInShape(x - east, y, shape) &&
    pointInShape(x + east, y, shape) &&
    pointInShape(x, y - north, shape) &&
    pointInShape(x, y + north, shape)
  )
}

/** A point within some metres of a spot, or the spot itself where the border is that near. */
export function nearSpot(spot: Spot, shape: Shape, random: Random): [x: number, y: number] {
  const x = Math.round(spot.x + random.normal() * 6 * UNITS_PER_METRE_EAST)
  const y = Math.round(spot.y + random.normal() * 6 * UNITS_PER_METRE_NORTH)
  return isWellInside(x, y, shape) ? [x, y] : [spot.x, spot.y]
}
