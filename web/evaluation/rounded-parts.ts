/**
 * Numbers rounded so that what is written adds up to the written sum: all are cut, and those that lost most get the units that
 * are missing (the method of the largest remainder). At most one unit away from plain rounding.
 *
 * `whole`: what they add up to as it stands elsewhere, which may have been rounded to finer digits before.
 */
export function roundedParts(
  parts: readonly number[],
  digits: number,
  whole: number | null = null,
): { parts: number[]; sum: number } {
  const unit = 10 ** digits
  // What binary fractions add in the last place decides nothing.
  const exact = (value: number): number => Math.round(value * unit * 1e6) / 1e6
  const scaled = parts.map(exact)
  const cut = scaled.map(Math.floor)
  const sum = Math.round(whole === null ? scaled.reduce((total, value) => total + value, 0) : exact(whole))
  const missing = sum - cut.reduce((total, value) => total + value, 0)
  const byLoss = scaled
    .map((value, place) => ({ place, loss: value - cut[place]! }))
    .toSorted((a, b) => b.loss - a.loss || a.place - b.place)
  for (const { place } of byLoss.slice(0, Math.max(0, missing))) cut[place]! += 1
  return { parts: cut.map((value) => value / unit), sum: sum / unit }
}
