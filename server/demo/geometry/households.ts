import type { Random } from '../random.ts'

/** Residents in the census of 2020. */
export const RESIDENTS = 168_761

export type People = { households: number; population: number }

/** Households of a community's grid and of a village; domain.md has the guidance on sizes. */
const IN_TOWN = { least: 310, most: 500 }
const VILLAGE = { least: 230, most: 380 }

/**
 * Households and residents of every grid: those of a village are shared among its grids, more to those near its
 * middle; residents add up to the census exactly.
 */
export function people(
  grids: readonly { village: number; urban: boolean; core: number }[],
  random: Random,
): People[] {
  const villages = new Map<number, number>()
  const cores = new Map<number, number>()
  for (const { village, core } of grids) {
    if (!villages.has(village)) villages.set(village, random.integer(VILLAGE.least, VILLAGE.most))
    cores.set(village, (cores.get(village) ?? 0) + core)
  }
  const households = grids.map(({ village, urban, core }) =>
    urban
      ? random.integer(IN_TOWN.least, IN_TOWN.most)
      : Math.max(8, Math.round((villages.get(village)! * core) / cores.get(village)!)),
  )
  const sizes = households.map((count) => count * random.between(2.9, 3.5))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const exact = sizes.map((size) => (size / total) * RESIDENTS)
  const population = exact.map(Math.floor)
  const missing = RESIDENTS - population.reduce((sum, count) => sum + count, 0)
  const byRemainder = exact.map((_, i) => i).toSorted((a, b) => (exact[b]! % 1) - (exact[a]! % 1))
  for (const i of byRemainder.slice(0, missing)) population[i]! += 1
  return households.map((count, i) => ({ households: count, population: population[i]! }))
}
