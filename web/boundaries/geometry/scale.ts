import { UNITS_PER_DEGREE } from '../../../server/domain/coverage/shape.ts'
import type { Place } from '../../../server/domain/coverage/edit/operation.ts'

/** Pixels of the screen per unit of a place (1e-7 degree), eastwards and northwards. */
export type Scale = { x: number; y: number }

const WORLD_PIXELS = 512

/** How large units are on a map that looks north and straight down; `latitude` in degrees. */
export function scaleAt(zoom: number, latitude: number): Scale {
  const x = (WORLD_PIXELS * 2 ** zoom) / (360 * UNITS_PER_DEGREE)
  return { x, y: x / Math.cos((latitude * Math.PI) / 180) }
}

/** Distance on the screen in pixels. */
export function pixelsBetween([ax, ay]: Place, [bx, by]: Place, scale: Scale): number {
  return Math.hypot((ax - bx) * scale.x, (ay - by) * scale.y)
}
