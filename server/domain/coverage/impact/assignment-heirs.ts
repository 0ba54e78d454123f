import { OUTSIDE } from '../edit/operation.ts'

/**
 * Who looks after the parts of areas that were split, and after areas that others were merged into: a new area gets the
 * operators of the one that most of its ground comes from, and one that goes hands its operators to the one that gets
 * most of its ground. Areas that are there before and after keep their own.
 */
export function assignmentHeirs(
  passages: readonly { from: string; to: string; squareMetres: number }[],
  before: readonly string[],
  after: readonly string[],
): { from: string; to: string }[] {
  const inherited: { from: string; to: string }[] = []
  const add = (heir: { from: string; to: string } | undefined): void => {
    if (heir && !inherited.some(({ from, to }) => from === heir.from && to === heir.to))
      inherited.push({ from: heir.from, to: heir.to })
  }
  const largest = passages
    .filter(({ from, to }) => from !== OUTSIDE && to !== OUTSIDE)
    .sort((a, b) => b.squareMetres - a.squareMetres)
  for (const code of after) if (!before.includes(code)) add(largest.find(({ to }) => to === code))
  for (const code of before) if (!after.includes(code)) add(largest.find(({ from }) => from === code))
  return inherited
}
