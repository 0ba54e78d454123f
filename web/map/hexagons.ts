import { latitudeOf, mercatorX, mercatorY, metresPerUnit } from './density.ts'

export type Hexagon = { lon: number; lat: number; count: number }

/**
 * Points counted in hexagons with sides of `sideMetres` (at `latitude`), on a fixed lattice, so that they stay where
 * they are while time or the camera moves. Only hexagons with points come out.
 */
export function binHexagons(
  positions: Float64Array,
  rows: Iterable<number>,
  sideMetres: number,
  latitude: number,
): Hexagon[] {
  const side = sideMetres / metresPerUnit(latitude)
  const across = side * Math.sqrt(3)
  const down = side * 1.5
  const bins = new Map<number, { column: number; line: number; count: number }>()
  for (const row of rows) {
    const { column, line } = hexagonAt(
      mercatorX(positions[2 * row]!),
      mercatorY(positions[2 * row + 1]!),
      across,
      down,
    )
    const key = line * 67_108_864 + column
    const bin = bins.get(key)
    if (bin) bin.count += 1
    else bins.set(key, { column, line, count: 1 })
  }
  return [...bins.values()].map(({ column, line, count }) => ({
    lon: ((column + (line & 1) / 2) * across - 0.5) * 360,
    lat: latitudeOf(line * down),
    count,
  }))
}

/** The hexagon that a point is nearest to (pointed at the top, odd lines half a hexagon to the east). */
function hexagonAt(x: number, y: number, across: number, down: number): { column: number; line: number } {
  const line = Math.round(y / down)
  const column = Math.round(x / across - (line & 1) / 2)
  const dy = y / down - line
  if (Math.abs(dy) * 3 <= 1) return { column, line }
  const dx = x / across - (line & 1) / 2 - column
  const otherLine = line + (dy < 0 ? -1 : 1)
  const otherColumn = Math.round(x / across - (otherLine & 1) / 2)
  const otherDx = x / across - (otherLine & 1) / 2 - otherColumn
  const otherDy = y / down - otherLine
  const distance = (ex: number, ey: number): number => 3 * ex * ex + 2.25 * ey * ey
  return distance(dx, dy) <= distance(otherDx, otherDy)
    ? { column, line }
    : { column: otherColumn, line: otherLine }
}

/** Side of the hexagons for a zoom, in metres: about 22 pixels, but in steps, so that small movements keep them. */
export function hexagonSide(zoom: number, latitude: number): number {
  const metresPerPixel = metresPerUnit(latitude) / 512 / 2 ** zoom
  const wanted = 22 * metresPerPixel
  const steps = [50, 75, 100, 150, 200, 300, 400, 600, 800, 1200, 1600, 2400, 4000, 8000, 16_000, 32_000]
  return steps.find((step) => step >= wanted) ?? 64_000
}
