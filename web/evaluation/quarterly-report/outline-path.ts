/** Rings of degrees as GeoJSON has them. */
type MultiPolygon = readonly (readonly (readonly (readonly number[])[])[])[]

/** Puts degrees onto paper: x to the right, y down. */
export type Projection = (longitude: number, latitude: number) => [x: number, y: number]

/**
 * Fits a box (west, south, east, north; degrees) into a width and a height, in the middle, north up. Degrees of longitude are
 * narrower by the cosine of the latitude in the middle, which is true enough within a county.
 */
export function fitInto(
  [west, south, east, north]: readonly [number, number, number, number],
  width: number,
  height: number,
): Projection {
  const narrower = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(width / ((east - west) * narrower), height / (north - south))
  const left = (width - (east - west) * narrower * scale) / 2
  const top = (height - (north - south) * scale) / 2
  return (longitude, latitude) => [
    left + (longitude - west) * narrower * scale,
    top + (north - latitude) * scale,
  ]
}

/** The outline of an area as a path of SVG, to a tenth of a unit; points that fall together are left out. */
export function outlinePath(shape: MultiPolygon, project: Projection): string {
  return shape.flatMap((polygon) => polygon.map((ring) => ringPath(ring, project))).join('')
}

function ringPath(ring: readonly (readonly number[])[], project: Projection): string {
  const points: string[] = []
  for (const [longitude = 0, latitude = 0] of ring.slice(0, -1)) {
    const point = project(longitude, latitude)
      .map((value) => Math.round(value * 10) / 10)
      .join(' ')
    if (point !== points.at(-1)) points.push(point)
  }
  return points.length < 3 ? '' : `M${points.join('L')}Z`
}
