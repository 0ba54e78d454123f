/**
 * How a wall is laid out: `double` for two screens side by side (32:9: the map on the one, figures on the other, so that nothing
 * lies on the seam), `wide` (21:9), `plain` (16:9 and 4:3) or `portrait`.
 */
export type WallShape = 'double' | 'wide' | 'plain' | 'portrait'

export function wallShape(width: number, height: number): WallShape {
  if (height <= 0) return 'plain'
  const aspect = width / height
  if (aspect >= 3) return 'double'
  if (aspect >= 2) return 'wide'
  return aspect >= 1 ? 'plain' : 'portrait'
}
