/**
 * Households of a grid that visits reached: its households times the share of its cells that were visited, rounded to a
 * whole household, so that villages, townships and the county are exact sums of their grids. Null where the households are
 * not known: such a grid counts neither among those reached nor among those there are.
 */
export function householdsReached(
  households: number | null,
  { cells, visitedCells }: { cells: number; visitedCells: number },
): number | null {
  if (households === null) return null
  return cells === 0 ? 0 : Math.round((households * visitedCells) / cells)
}
