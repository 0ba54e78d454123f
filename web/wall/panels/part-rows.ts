import type { WallPicture } from '../../../server/contract.ts'

type Part = WallPicture['parts'][number]

/**
 * The parts that find room in `rows`: all in their own order, or, where they do not fit, those with most that is overdue, then most
 * that is open, with how many are left out.
 */
export function partRows(parts: readonly Part[], rows: number): { shown: readonly Part[]; left: number } {
  if (parts.length <= rows) return { shown: parts, left: 0 }
  const urgent = parts.toSorted((a, b) => b.overdue - a.overdue || b.open - a.open)
  const shown = urgent.slice(0, Math.max(1, rows - 1))
  return { shown, left: parts.length - shown.length }
}
