const METRES_PER_DEGREE = 111_195
const CORNERS = 48

/** A circle on the ground as a polygon: for how exact a position is. */
export function circleAround(
  { lon, lat }: { lon: number; lat: number },
  radiusMetres: number,
): GeoJSON.Feature<GeoJSON.Polygon> {
  const across = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  const ring = Array.from({ length: CORNERS + 1 }, (_, i) => {
    const angle = ((i % CORNERS) / CORNERS) * 2 * Math.PI
    return [
      lon + (Math.cos(angle) * radiusMetres) / across,
      lat + (Math.sin(angle) * radiusMetres) / METRES_PER_DEGREE,
    ]
  })
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }
}
