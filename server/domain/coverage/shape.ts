/** A ring as flat integers x0, y0, x1, y1, … in 1e-7 degree (x = longitude), not closed. */
export type Ring = number[]

/** One part: its outer ring counter-clockwise, then its holes clockwise. */
export type Polygon = Ring[]

/** An area's territory: one or more parts. The truth of every boundary. */
export type Shape = Polygon[]

/** How many integers make one degree. */
export const UNITS_PER_DEGREE = 1e7

/** Degrees to the nearest integer unit. */
export function toUnits(degrees: number): number {
  return Math.round(degrees * UNITS_PER_DEGREE)
}

/** Integer units to degrees: the double nearest to k / 1e7, which prints with at most seven decimals. */
export function toDegrees(units: number): number {
  return units / UNITS_PER_DEGREE
}
