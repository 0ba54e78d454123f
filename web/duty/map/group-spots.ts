/** MapLibre's world at zoom 0, in pixels. */
const WORLD_PIXELS = 512

/**
 * Places so near each other on a map that a finger could not tell them apart, together; each group lies where its first one
 * does, and no two groups' squares of `pixels` overlap. `zoom` as MapLibre counts it.
 */
export function groupSpots<Spot extends { lon: number; lat: number }>(
  spots: readonly Spot[],
  zoom: number,
  pixels: number,
): Spot[][] {
  const scale = WORLD_PIXELS * 2 ** zoom
  const groups: { x: number; y: number; spots: Spot[] }[] = []
  for (const spot of spots) {
    const x = (spot.lon / 360) * scale
    const y = (Math.asinh(Math.tan((spot.lat * Math.PI) / 180)) / (2 * Math.PI)) * scale
    const near = groups.find((group) => Math.max(Math.abs(group.x - x), Math.abs(group.y - y)) < pixels)
    if (near) near.spots.push(spot)
    else groups.push({ x, y, spots: [spot] })
  }
  return groups.map((group) => group.spots)
}
