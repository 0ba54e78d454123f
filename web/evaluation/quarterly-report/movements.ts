/** How many incidents of a category an area had in a quarter and in the one before. */
export type CategoryCount = { category: string; area: string; now: number; before: number }

/** The greatest changes upward and downward, by how many incidents; ties by category and area, so that they stay in place. */
export function greatestMovements(
  counts: readonly CategoryCount[],
  most: number,
): { risen: CategoryCount[]; fallen: CategoryCount[] } {
  const by = ({ now, before }: CategoryCount): number => now - before
  const named = (a: CategoryCount, b: CategoryCount): number =>
    a.category.localeCompare(b.category) || a.area.localeCompare(b.area)
  return {
    risen: counts
      .filter((one) => by(one) > 0)
      .toSorted((a, b) => by(b) - by(a) || named(a, b))
      .slice(0, most),
    fallen: counts
      .filter((one) => by(one) < 0)
      .toSorted((a, b) => by(a) - by(b) || named(a, b))
      .slice(0, most),
  }
}
