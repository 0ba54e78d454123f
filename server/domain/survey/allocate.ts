/** How many households are asked in each of several grids, in their order. */
export type Plan = { total: number; least: number }

/**
 * Shares a sample out to grids by their households: at least `least` in each (all, where there are fewer), never more than live there,
 * and otherwise in proportion. The sum is `total`, but where the least numbers already make more, or there are not so many households.
 * A grid with more households never gets fewer. A grid of which no households are known (0) gets none.
 */
export function allocate(households: readonly number[], { total, least }: Plan): number[] {
  const lowest = households.map((count) => Math.min(least, count))
  const wanted = Math.min(Math.max(total, sum(lowest)), sum(households))
  const sharesAt = (rate: number): number[] =>
    households.map((count, i) => Math.min(count, Math.max(lowest[i]!, rate * count)))
  // The rate at which the shares add up to what is wanted lies between nobody and everybody.
  let [low, high] = [0, 1]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (sum(sharesAt(middle)) < wanted) low = middle
    else high = middle
  }
  const shares = sharesAt(high)
  const numbers = shares.map((share) => Math.floor(share + 1e-9))
  const left = wanted - sum(numbers)
  // What rounding has left goes to those that lost most by it; of two that lost the same, to the larger.
  const byLoss = shares
    .map((share, i) => ({ i, loss: Math.max(0, share - numbers[i]!) }))
    .filter(({ i }) => numbers[i]! < households[i]!)
    .toSorted((a, b) => b.loss - a.loss || households[b.i]! - households[a.i]! || a.i - b.i)
  for (const { i } of byLoss.slice(0, Math.max(0, left))) numbers[i]! += 1
  return numbers
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
