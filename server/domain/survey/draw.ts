import { chanceOf } from './seeded.ts'

/** Where several households live: place in 1e-7 degree. */
export type AddressPlace = { x: number; y: number; households: number }

/** A drawn household: its number in the grid, and where it is (1e-7 degree) if address points say so. No name, no address. */
export type DrawnPlace = [household: number] | [household: number, x: number, y: number]

/**
 * Draws `count` of the households 1 to `households` of a grid, each as likely as any other and none twice, in ascending order. The
 * same seed and code always draw the same.
 */
export function drawHouseholds(
  seed: string,
  code: string,
  { households, count }: { households: number; count: number },
): number[] {
  const chance = chanceOf(`${seed} ${code}`)
  const drawn = new Set<number>()
  // Robert Floyd's sampling (Communications of the ACM 30, 1987): every set of this size is equally likely.
  for (let last = households - Math.min(count, households) + 1; last <= households; last += 1) {
    const pick = chance.below(last) + 1
    drawn.add(drawn.has(pick) ? last : pick)
  }
  return [...drawn].toSorted((a, b) => a - b)
}

/** Address points in the order in which their households are numbered: from north to south, then west to east. */
export function inOrder(points: readonly AddressPlace[]): AddressPlace[] {
  return points
    .filter(({ households }) => households > 0)
    .toSorted((a, b) => b.y - a.y || a.x - b.x || a.households - b.households)
}

/** Puts drawn households at their address points; where a grid has none, they are numbers only. */
export function placeHouseholds(drawn: readonly number[], points: readonly AddressPlace[]): DrawnPlace[] {
  const ordered = inOrder(points)
  let at = 0
  let before = 0
  return drawn.map((household): DrawnPlace => {
    while (at < ordered.length && household > before + ordered[at]!.households) {
      before += ordered[at]!.households
      at += 1
    }
    const point = ordered[at]
    return point === undefined ? [household] : [household, point.x, point.y]
  })
}
