import { FEWEST_FOR_A_RATE } from '../indicators.ts'
import { withheldParts } from './withheld-parts.ts'

/** A grid of a sample: in which areas it was when it was drawn, and how many of its households answered by code. */
export type CodeGrid = { id: number; villageId: number | null; townshipId: number | null; byCode: number }

const NARROWER: readonly ((grid: CodeGrid) => number | null)[] = [
  ({ townshipId }) => townshipId,
  ({ villageId }) => villageId,
  ({ id }) => id,
]

/**
 * The sets of grids whose answers by code are told together. Whoever has printed the sheet of a grid can find out which of its households
 * answered by code, so a sum of fewer than five would tell what they said. A set is a grid if it has five, else a village, a township or
 * the county without those of its parts that are told by themselves; sets never overlap, and each has five at least. Whatever is added up from
 * whole sets only, nothing finer can be reckoned from it. None where the county has fewer than five. Grids without such answers are in none.
 */
export function codeCells<Grid extends CodeGrid>(grids: readonly Grid[]): Grid[][] {
  const asked = grids.filter(({ byCode }) => byCode > 0)
  return isTold(asked) ? split(asked, NARROWER) : []
}

function split<Grid extends CodeGrid>(
  whole: Grid[],
  [keyOf, ...narrower]: readonly ((grid: CodeGrid) => number | null)[],
): Grid[][] {
  if (keyOf === undefined) return [whole]
  const groups = new Map<number, Grid[]>()
  for (const grid of whole) {
    const id = keyOf(grid)
    // What is in no area of a level is shown in none, and so is never told by itself.
    if (id !== null) groups.set(id, [...(groups.get(id) ?? []), grid])
  }
  const parts = [...groups.values()]
  const withheld = withheldParts(whole, parts, { sizeOf: answersIn, isTold })
  const told = parts.filter((grids) => !withheld.has(grids))
  const rest = new Set(whole)
  for (const grid of told.flat()) rest.delete(grid)
  return [...(rest.size > 0 ? [[...rest]] : []), ...told.flatMap((grids) => split(grids, narrower))]
}

function isTold(grids: readonly CodeGrid[]): boolean {
  return answersIn(grids) >= FEWEST_FOR_A_RATE
}

function answersIn(grids: readonly CodeGrid[]): number {
  return grids.reduce((sum, { byCode }) => sum + byCode, 0)
}
