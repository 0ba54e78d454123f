/** One line of the bench: what was measured, against which goal, beside which peer of the same run. */
export type Row = { name: string; value: string; goal: string; peer: string }

export function row(name: string, value: string, goal = '', peer = ''): Row {
  return { name, value, goal, peer }
}

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

/** How long one run took, in milliseconds. */
export async function once(run: () => Promise<unknown>): Promise<number> {
  return (await timed(1, run))[0]!
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
}

export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  )
}

export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} KB`
}
