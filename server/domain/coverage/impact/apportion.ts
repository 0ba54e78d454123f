/**
 * Shares out a whole number by weights, as whole numbers that add up to it: each the lower of its exact share, and what is
 * left over to the largest remainders (Hamilton's method). Without any weight the last takes all.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  if (sum <= 0) return weights.map((_, i) => (i === weights.length - 1 ? total : 0))
  const exact = weights.map((weight) => (total * weight) / sum)
  const shares = exact.map(Math.floor)
  const left = total - shares.reduce((all, share) => all + share, 0)
  const byRemainder = exact.map((share, i) => [share - shares[i]!, i] as const).sort(([a], [b]) => b - a)
  for (const [, i] of byRemainder.slice(0, left)) shares[i]! += 1
  return shares
}
