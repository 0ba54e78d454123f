/** Below this, products and their difference are exact in doubles. */
const EXACT = 2 ** 52

/**
 * Sign of the turn a → b → c on integers: positive to the left, negative to the right, 0 on one line. Exact anywhere on
 * earth: where doubles would round (legs over 6 degrees), it counts in BigInt.
 */
export function orientation(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const left = (bx - ax) * (cy - ay)
  const right = (by - ay) * (cx - ax)
  if (Math.abs(left) < EXACT && Math.abs(right) < EXACT) return left - right
  const exact = BigInt(bx - ax) * BigInt(cy - ay) - BigInt(by - ay) * BigInt(cx - ax)
  return exact > 0n ? 1 : exact < 0n ? -1 : 0
}
