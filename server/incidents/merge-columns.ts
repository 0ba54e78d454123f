import { COLUMN_TYPES, mapColumns, type IncidentColumns } from './columns.ts'

/** Rows `start` to `end - 1` of some columns. */
type Piece = { of: IncidentColumns; start: number; end: number }

/**
 * The rows of both in order of time; where both know an id, the row of `newer` counts. Rows that stay move as whole
 * stretches, so that some new rows among a million cost a few milliseconds.
 */
export function mergeColumns(older: IncidentColumns, newer: IncidentColumns): IncidentColumns {
  if (newer.length === 0) return older
  if (older.length === 0) return newer
  const pieces = interleave(older, newer, replacedRows(older, newer))
  const length = pieces.reduce((sum, { start, end }) => sum + end - start, 0)
  const arrays = mapColumns((name) => {
    const merged = new COLUMN_TYPES[name](length)
    let at = 0
    for (const { of, start, end } of pieces) {
      merged.set(of[name].subarray(start, end), at)
      at += end - start
    }
    return merged
  })
  return { ...arrays, length, sources: newer.sources }
}

/** The rows of `older` whose ids are in `newer`, ascending. */
function replacedRows({ id, length }: IncidentColumns, newer: IncidentColumns): number[] {
  const ids = new Set(newer.id)
  const least = newer.id.reduce((low, next) => Math.min(low, next), Infinity)
  const most = newer.id.reduce((high, next) => Math.max(high, next), 0)
  const rows: number[] = []
  for (let row = 0; row < length; row += 1) {
    const known = id[row]!
    if (known >= least && known <= most && ids.has(known)) rows.push(row)
  }
  return rows
}

function interleave(older: IncidentColumns, newer: IncidentColumns, replaced: readonly number[]): Piece[] {
  const pieces: Piece[] = []
  let row = 0
  let skipped = 0
  const keepUntil = (end: number): void => {
    for (; skipped < replaced.length && replaced[skipped]! < end; skipped += 1) {
      pieces.push({ of: older, start: row, end: replaced[skipped]! })
      row = replaced[skipped]! + 1
    }
    pieces.push({ of: older, start: row, end })
    row = end
  }
  for (let i = 0; i < newer.length; i += 1) {
    keepUntil(rowAfter(older, newer.occurredAt[i]!, newer.id[i]!))
    pieces.push({ of: newer, start: i, end: i + 1 })
  }
  keepUntil(older.length)
  return pieces.filter(({ start, end }) => start < end)
}

/** First row after an incident of this second and id. */
function rowAfter({ occurredAt, id, length }: IncidentColumns, second: number, ownId: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    const isBefore = occurredAt[middle]! < second || (occurredAt[middle] === second && id[middle]! <= ownId)
    if (isBefore) low = middle + 1
    else high = middle
  }
  return low
}
