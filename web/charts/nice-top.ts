/** The top of an axis for a positive value: the least round whole number that is not below it. */
export function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const factors = power >= 10 ? [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] : [1, 2, 3, 4, 5, 6, 8, 10]
  return factors.map((factor) => factor * power).find((top) => top >= value) ?? 10 * power
}
