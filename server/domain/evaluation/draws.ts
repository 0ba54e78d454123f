/** Standard normal numbers, the same for the same seed on every machine: mulberry32 (Tommy Ettinger, public domain) and Box and Muller's method. */
export function normalDraws(seed: number): () => number {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  let kept: number | null = null
  return () => {
    if (kept !== null) {
      const drawn = kept
      kept = null
      return drawn
    }
    const radius = Math.sqrt(-2 * Math.log(1 - next()))
    const angle = 2 * Math.PI * next()
    kept = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}
