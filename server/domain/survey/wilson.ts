/** The normal quantile of a 95 % interval. */
const Z = 1.959964

/**
 * Wilson's interval of a share (E. B. Wilson, 1927), 95 %: where the true share lies, when `share` of `n` answered yes. `n` may be
 * an effective number, which is no whole one. Null over nothing.
 */
export function wilson(share: number, n: number): { low: number; high: number } | null {
  if (n <= 0) return null
  const scale = 1 + (Z * Z) / n
  const centre = (share + (Z * Z) / (2 * n)) / scale
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n))
  // Rounding must not leave the share itself outside, nor the ends outside of 0 to 1.
  return {
    low: Math.max(0, Math.min(share, centre - half)),
    high: Math.min(1, Math.max(share, centre + half)),
  }
}
