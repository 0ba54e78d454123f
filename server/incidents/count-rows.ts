import { isOverdue, type IncidentColumns } from './columns.ts'
import type { FigureCounter } from './count-figures.ts'
import { isClosed } from './incident-kind.ts'
import type { QuarterHours } from './quarter-hours.ts'

/** Which incidents count, and for which part. */
export type Selection = {
  /** Positions of areas from `low` to `high - 1`; -1 is "not located". */
  low: number
  high: number
  /** By category: 1 where it counts. */
  wanted: Uint8Array
  /** By position, shifted by one for "not located": the part that it counts for. */
  partOf: Int32Array
}

/** What is counted of the incidents that occurred in a window. */
export type WindowCounts = {
  figures: FigureCounter
  byCategory: Uint32Array
  reported: QuarterHours
  closed: QuarterHours
}

// Both loops go over up to all incidents for one answer: they read arrays and do nothing else.

/** Counts the rows from `first` to `end - 1`, which occurred in a window; `shift` seconds move it onto the quarters. */
export function countOccurred(
  columns: IncidentColumns,
  { low, high, wanted, partOf }: Selection,
  { first, end, shift }: { first: number; end: number; shift: number },
  { figures, byCategory, reported, closed }: WindowCounts,
  nowSecond: number,
): void {
  const { position, category, kind, occurredAt } = columns
  for (let row = first; row < end; row += 1) {
    const place = position[row]!
    const code = category[row]!
    if (place < low || place >= high || wanted[code] === 0) continue
    const part = partOf[place + 1]!
    figures.addOccurred(part, kind[row]!)
    byCategory[code]! += 1
    reported.add(occurredAt[row]! + shift)
    if (isClosed(kind[row]!)) closed.add(occurredAt[row]! + shift)
    else if (isOverdue(columns, row, nowSecond)) figures.addOverdue(part)
  }
}

/**
 * Counts the rows from `first` to `end - 1` whose deadline lies from `from` to `to - 1` (seconds). With `from` at or
 * before their occurrence, nothing is asked of a row without a deadline: its kind counts nowhere.
 */
export function countDue(
  columns: IncidentColumns,
  { low, high, wanted, partOf }: Selection,
  { first, end, from, to }: { first: number; end: number; from: number; to: number },
  figures: FigureCounter,
): void {
  const { position, category, kind, dueAt } = columns
  for (let row = first; row < end; row += 1) {
    const due = dueAt[row]!
    if (due < from || due >= to) continue
    const place = position[row]!
    if (place < low || place >= high || wanted[category[row]!] === 0) continue
    figures.addDue(partOf[place + 1]!, kind[row]!)
  }
}
