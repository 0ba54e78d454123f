/** Cells are 0.0009° high, which is 100 m, and as wide: so many degrees of longitude there. As the view public_incident has it. */
const CELL_DEGREES = 0.0009

/** The middle of the cell of about 100 m that a point lies in: all that the public learns of a place. Degrees. */
export function blurred({ lon, lat }: { lon: number; lat: number }): { lon: number; lat: number } {
  const middle = (Math.floor(lat / CELL_DEGREES) + 0.5) * CELL_DEGREES
  const step = widthAt(middle)
  return { lon: rounded((Math.floor(lon / step) + 0.5) * step), lat: rounded(middle) }
}

/** Whether two blurred points are in the same cell or in cells that touch. */
export function areNeighbours(
  one: { lon: number; lat: number },
  other: { lon: number; lat: number },
): boolean {
  const most = 1.5
  return (
    Math.abs(one.lat - other.lat) < CELL_DEGREES * most &&
    Math.abs(one.lon - other.lon) < widthAt((one.lat + other.lat) / 2) * most
  )
}

function widthAt(lat: number): number {
  return CELL_DEGREES / Math.max(Math.cos((lat * Math.PI) / 180), 0.01)
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}
