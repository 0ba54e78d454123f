import { widthOf, type TimeRange } from './range.ts'

/** Counts per equal bin over `extent`. */
export interface TimeHistogram {
  counts: ArrayLike<number>
  extent: TimeRange
}

/**
 * Adds the bins up into `columns` equal columns of the view; a bin across a column's edge is shared
 * by overlap, so that no count is lost or doubled while zooming.
 */
export function columnsOf(histogram: TimeHistogram, view: TimeRange, columns: number): Float64Array {
  const sums = new Float64Array(Math.max(columns, 0))
  const { counts, extent } = histogram
  const binMs = widthOf(extent) / counts.length
  const columnMs = widthOf(view) / columns
  if (!(binMs > 0) || !(columnMs > 0)) return sums
  const firstBin = Math.max(0, Math.floor((view.from - extent.from) / binMs))
  const lastBin = Math.min(counts.length, Math.ceil((view.to - extent.from) / binMs))
  for (let bin = firstBin; bin < lastBin; bin += 1) {
    const count = counts[bin] ?? 0
    if (count === 0) continue
    const start = (extent.from + bin * binMs - view.from) / columnMs
    const end = start + binMs / columnMs
    const first = Math.max(0, Math.floor(start))
    for (let column = first; column < Math.min(columns, end); column += 1) {
      const overlap = Math.min(end, column + 1) - Math.max(start, column)
      if (overlap > 0) sums[column] = (sums[column] ?? 0) + (count * overlap) / (end - start)
    }
  }
  return sums
}

/** How many columns to draw: about 3 px each, and never finer than the bins themselves. */
export function columnCount(histogram: TimeHistogram, view: TimeRange, widthPx: number): number {
  const bins = (histogram.counts.length * widthOf(view)) / Math.max(widthOf(histogram.extent), 1)
  return Math.max(1, Math.min(Math.floor(widthPx / 3), Math.ceil(bins)))
}

/** An SVG path of bars from the base line up, one unit of `heightPx` for the tallest. */
export function barsPath(sums: Float64Array, widthPx: number, heightPx: number): string {
  let highest = 0
  for (const sum of sums) highest = Math.max(highest, sum)
  if (highest === 0) return ''
  const step = widthPx / sums.length
  const bar = step > 2.5 ? step - 1 : step
  let path = ''
  for (let index = 0; index < sums.length; index += 1) {
    const sum = sums[index] ?? 0
    if (sum <= 0) continue
    const height = Math.max(1, (sum / highest) * heightPx)
    path += `M${(index * step).toFixed(2)} ${heightPx}v${(-height).toFixed(2)}h${bar.toFixed(2)}v${height.toFixed(2)}z`
  }
  return path
}
