import type { FieldLattice } from './field-lattice.ts'
import { grow } from './grow.ts'
import type { DemoInputs } from './read-inputs.ts'
import { spreadSeeds } from './spread-seeds.ts'
import type { Random } from '../random.ts'

/** The county seat, 柏乡镇, in metres from the lower left corner of the county's box is found from this place. */
export const TOWN = { lon: 114.6935, lat: 37.4825 }

/** Where townships have their middle, relative to the town, as compass direction and distance in metres. */
const TOWNSHIP_PLACES: Readonly<Record<string, { degrees: number; metres: number; weight: number }>> = {
  '130524100': { degrees: 0, metres: 0, weight: 1.15 },
  '130524101': { degrees: 350, metres: 7200, weight: 1 },
  '130524102': { degrees: 262, metres: 6800, weight: 1 },
  '130524103': { degrees: 98, metres: 6900, weight: 0.95 },
  '130524200': { degrees: 48, metres: 7800, weight: 0.95 },
  '130524203': { degrees: 172, metres: 6900, weight: 0.95 },
}

export type Place = { x: number; y: number }
export type Settlement = {
  /** Place of the village in the inputs, for every cell; -1 outside. */
  villageOf: Int32Array
  /** Place of the grid for every cell; -1 outside. */
  gridOf: Int32Array
  /** The village of every grid. */
  gridVillages: number[]
  town: Place
}

/**
 * Divides the cells among townships, villages and grids, coarse to fine. Territories start in the cells that `isInside`
 * the outline, so that each has ground of its own there.
 */
export function settle(
  lattice: FieldLattice,
  cells: readonly number[],
  isInside: (cell: number) => boolean,
  inputs: DemoInputs,
  town: Place,
  random: Random,
): Settlement {
  const rough = roughness(lattice, random)
  const townships = divideTownships(lattice, cells, inputs, town, rough)
  const villageOf = new Int32Array(lattice.size).fill(-1)
  const gridOf = new Int32Array(lattice.size).fill(-1)
  const gridVillages: number[] = []
  for (const [t, { code }] of inputs.townships.entries()) {
    const own = cells.filter((cell) => townships[cell] === t)
    const villages = inputs.villages.flatMap((village, i) => (village.townshipCode === code ? [i] : []))
    const isSeat = t === 0
    const townDensity = (cell: number): number => (isSeat ? 1 + 6 * near(lattice, cell, town, 1500) : 1)
    const seeds = inOrderFrom(
      town,
      lattice,
      spreadSeeds(lattice, own.filter(isInside), villages.length, townDensity, random),
    )
    const ranked = villages.toSorted(
      (a, b) => rank(inputs.villages[a]!.name) - rank(inputs.villages[b]!.name),
    )
    const weights = seeds.map((cell) => random.between(0.7, 1.3) / townDensity(cell))
    const divided = grow(
      lattice,
      own,
      seeds.map((cell, i) => ({ cell, weight: weights[i]! })),
      rough,
    )
    for (const cell of own) villageOf[cell] = ranked[divided[cell]!]!
    for (const [i, village] of ranked.entries()) {
      const ground = own.filter((cell) => divided[cell] === i)
      divideVillage(ground, seeds[i]!, village)
    }
  }
  return { villageOf, gridOf, gridVillages, town }

  function divideVillage(ground: readonly number[], nucleus: number, village: number): void {
    const isCommunity = inputs.villages[village]!.name.includes('社区')
    const wanted = isCommunity ? random.integer(6, 8) : random.integer(3, 6)
    const count = Math.max(1, Math.min(wanted, Math.floor(ground.filter(isInside).length / 8)))
    const [x, y] = lattice.centre(nucleus)
    const density = (cell: number): number => (isCommunity ? 1 : 1 + 9 * near(lattice, cell, { x, y }, 330))
    const seeds = spreadSeeds(lattice, ground.filter(isInside), count, density, random)
    const weights = seeds.map((cell) => random.between(0.8, 1.2) / Math.sqrt(density(cell)))
    const divided = grow(
      lattice,
      ground,
      seeds.map((cell, i) => ({ cell, weight: weights[i]! })),
      rough,
    )
    const first = gridVillages.length
    for (let i = 0; i < count; i += 1) gridVillages.push(village)
    for (const cell of ground) gridOf[cell] = first + divided[cell]!
  }
}

function divideTownships(
  lattice: FieldLattice,
  cells: readonly number[],
  inputs: DemoInputs,
  town: Place,
  rough: (cell: number) => number,
): Int32Array {
  const seeds = inputs.townships.map(({ code }) => {
    const { degrees, metres, weight } = TOWNSHIP_PLACES[code]!
    const x = town.x + metres * Math.sin((degrees * Math.PI) / 180)
    const y = town.y + metres * Math.cos((degrees * Math.PI) / 180)
    return { cell: nearestCell(lattice, cells, { x, y }), weight }
  })
  return grow(lattice, cells, seeds, rough)
}

/** Communities lie in the town, then its streets and gates, then the villages around. */
function rank(name: string): number {
  if (name.includes('社区')) return 0
  return /[街关]村/.test(name) ? 1 : 2
}

/** 1 at a place, falling off with the distance. */
function near(lattice: FieldLattice, cell: number, { x, y }: Place, scaleMetres: number): number {
  const [cx, cy] = lattice.centre(cell)
  return Math.exp(-((Math.hypot(cx - x, cy - y) / scaleMetres) ** 2))
}

function inOrderFrom({ x, y }: Place, lattice: FieldLattice, seeds: readonly number[]): number[] {
  const distance = (cell: number): number => {
    const [cx, cy] = lattice.centre(cell)
    return Math.hypot(cx - x, cy - y)
  }
  return seeds.toSorted((a, b) => distance(a) - distance(b))
}

function nearestCell(lattice: FieldLattice, cells: readonly number[], place: Place): number {
  return inOrderFrom(place, lattice, cells)[0]!
}

/** Ground that is harder or easier to cross in patches, so that territories do not end half-way between two seeds. */
function roughness(lattice: FieldLattice, random: Random): (cell: number) => number {
  const patches = Float64Array.from({ length: lattice.size }, () => random.between(0.55, 1.8))
  return (cell) => patches[cell]!
}
