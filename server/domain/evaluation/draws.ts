import { mulberry32 } from '../mulberry32.ts'

/** Standard normal numbers, the same for the same seed on every machine, by Box and Muller's method. */
export function normalDraws(seed: number): () => number {
  const next = mulberry32(seed)
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
