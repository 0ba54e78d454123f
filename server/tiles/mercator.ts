import { toDegrees } from '../domain/coverage/shape.ts'

// Web Mercator with the world as the unit square, y downwards, from integers of 1e-7 degree.

export function worldX(x: number): number {
  return toDegrees(x) / 360 + 0.5
}

export function worldY(y: number): number {
  const sine = Math.sin((toDegrees(y) * Math.PI) / 180)
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
}
