/** Fewer than so many are never counted in public (domain.md, "The privacy line"). */
export const FEWEST_COUNTED = 5

/** A count for the public; null: fewer than five, none among them. */
export function publicCount(count: number): number | null {
  return count < FEWEST_COUNTED ? null : count
}
