/** How many values fall into each of `bars` equal stretches from the lowest to the highest; the last includes its end. */
export function distributionBars(
  values: readonly number[],
  lowest: number,
  highest: number,
  bars: number,
): number[] {
  const counts = Array.from({ length: bars }, () => 0)
  const width = (highest - lowest) / bars
  for (const value of values) {
    if (value < lowest || value > highest) continue
    counts[width > 0 ? Math.min(bars - 1, Math.floor((value - lowest) / width)) : 0]! += 1
  }
  return counts
}
