const METRES_PER_UNIT = 0.01113195

/**
 * Places of the points that a line keeps when those within a tolerance of it are left out, first and last always
 * (Ramer, 1972; Douglas and Peucker, 1973). Of a line that ends where it begins the farthest point is kept too.
 */
export function simplifyLine(
  points: readonly (readonly [x: number, y: number])[],
  toleranceMetres: number,
): number[] {
  const kept = [0, points.length - 1]
  const east = Math.cos(((points[0]?.[1] ?? 0) / 1e7) * (Math.PI / 180))
  const waiting: [number, number][] = [[0, points.length - 1]]
  for (let span = waiting.pop(); span; span = waiting.pop()) {
    const [first, last] = span
    let farthest = -1
    let most = toleranceMetres
    for (let i = first + 1; i < last; i++) {
      const distance = distanceMetres(points[i]!, points[first]!, points[last]!, east)
      if (distance > most) [farthest, most] = [i, distance]
    }
    if (farthest < 0) continue
    kept.push(farthest)
    waiting.push([first, farthest], [farthest, last])
  }
  return kept.sort((a, b) => a - b)
}

function distanceMetres(
  [px, py]: readonly [number, number],
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
  east: number,
): number {
  const [dx, dy] = [(bx - ax) * east, by - ay]
  const [x, y] = [(px - ax) * east, py - ay]
  const along = Math.min(1, Math.max(0, (x * dx + y * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - along * dx, y - along * dy) * METRES_PER_UNIT
}
