/** Flat bounds of segments: minX, minY, maxX, maxY of each. */
export type SegmentBounds = Int32Array

/** Bounds of segments given by the coordinates of their ends. */
export function segmentBounds(
  count: number,
  ends: (segment: number) => readonly [fromX: number, fromY: number, toX: number, toY: number],
): SegmentBounds {
  const bounds = new Int32Array(count * 4)
  for (let segment = 0; segment < count; segment++) {
    const [fromX, fromY, toX, toY] = ends(segment)
    bounds[segment * 4] = Math.min(fromX, toX)
    bounds[segment * 4 + 1] = Math.min(fromY, toY)
    bounds[segment * 4 + 2] = Math.max(fromX, toX)
    bounds[segment * 4 + 3] = Math.max(fromY, toY)
  }
  return bounds
}

/** Cells of the search grid hold about this many segments. */
const SEGMENTS_PER_CELL = 2

/**
 * Calls `visit` once for every pair of segments whose bounds touch. `margin` widens the bounds, in units. Segments are
 * put into the cells of a grid; a pair is seen in the cell that holds the lower left corner of what they share.
 */
export function touchingPairs(
  bounds: SegmentBounds,
  visit: (a: number, b: number) => void,
  margin = 0,
): void {
  const count = bounds.length / 4
  if (count < 2) return
  const [minX, minY, maxX, maxY] = extent(bounds)
  let length = 0
  for (let i = 0; i < bounds.length; i += 4)
    length += bounds[i + 2]! - bounds[i]! + (bounds[i + 3]! - bounds[i + 1]!)
  const area = (maxX - minX + 1) * (maxY - minY + 1)
  const side = Math.max(length / count, Math.sqrt((area / count) * SEGMENTS_PER_CELL), margin * 2, 1)
  const columns = Math.floor((maxX - minX + margin) / side) + 1
  const rows = Math.floor((maxY - minY + margin) / side) + 1
  const column = (x: number): number => Math.max(0, Math.min(columns - 1, Math.floor((x - minX) / side)))
  const row = (y: number): number => Math.max(0, Math.min(rows - 1, Math.floor((y - minY) / side)))
  const eachCell = (segment: number, take: (cell: number) => void): void => {
    const at = segment * 4
    const lastColumn = column(bounds[at + 2]! + margin)
    const lastRow = row(bounds[at + 3]! + margin)
    for (let r = row(bounds[at + 1]! - margin); r <= lastRow; r++) {
      for (let c = column(bounds[at]! - margin); c <= lastColumn; c++) take(r * columns + c)
    }
  }
  const starts = new Int32Array(columns * rows + 1)
  for (let segment = 0; segment < count; segment++) eachCell(segment, (cell) => void starts[cell + 1]!++)
  for (let cell = 0; cell < columns * rows; cell++) starts[cell + 1]! += starts[cell]!
  const next = starts.slice(0, columns * rows)
  const members = new Int32Array(starts.at(-1)!)
  for (let segment = 0; segment < count; segment++) {
    eachCell(segment, (cell) => void (members[next[cell]!++] = segment))
  }
  for (let cell = 0; cell < columns * rows; cell++) {
    for (let i = starts[cell]!; i < starts[cell + 1]!; i++) {
      const a = members[i]! * 4
      for (let j = i + 1; j < starts[cell + 1]!; j++) {
        const b = members[j]! * 4
        const left = Math.max(bounds[a]!, bounds[b]!) - margin
        const low = Math.max(bounds[a + 1]!, bounds[b + 1]!) - margin
        if (left > Math.min(bounds[a + 2]!, bounds[b + 2]!) + margin) continue
        if (low > Math.min(bounds[a + 3]!, bounds[b + 3]!) + margin) continue
        if (row(low) * columns + column(left) === cell) visit(a / 4, b / 4)
      }
    }
  }
}

/** The same for few segments, without a search grid. */
export function everyTouchingPair(bounds: SegmentBounds, visit: (a: number, b: number) => void): void {
  for (let a = 0; a < bounds.length; a += 4) {
    const [minX, minY, maxX, maxY] = [bounds[a]!, bounds[a + 1]!, bounds[a + 2]!, bounds[a + 3]!]
    for (let b = a + 4; b < bounds.length; b += 4) {
      if (bounds[b]! > maxX || bounds[b + 2]! < minX || bounds[b + 1]! > maxY || bounds[b + 3]! < minY)
        continue
      visit(a / 4, b / 4)
    }
  }
}

function extent(bounds: SegmentBounds): [number, number, number, number] {
  const all: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < bounds.length; i += 4) {
    all[0] = Math.min(all[0], bounds[i]!)
    all[1] = Math.min(all[1], bounds[i + 1]!)
    all[2] = Math.max(all[2], bounds[i + 2]!)
    all[3] = Math.max(all[3], bounds[i + 3]!)
  }
  return all
}
