/** One line of the bench: what was measured, against which goal, beside which peer of the same run. */
export type Row = { name: string; value: string; goal: string; peer: string }

/** Milliseconds that each of `times` runs took, ascending. */
export async function timed(times: number, run: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let i = 0; i < times; i += 1) {
    const startedAt = performance.now()
    await run()
    taken.push(performance.now() - startedAt)
  }
  return taken.sort((a, b) => a - b)
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
}

export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`
}
