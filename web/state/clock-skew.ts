/** How far the server's clock is ahead of this device's, and how wrong that may be (both in milliseconds). */
export type Skew = { offsetMs: number; doubtMs: number }

/**
 * The skew that an answer shows: the server wrote `serverNow` somewhere between `askedAt` and `heardAt` by this device's clock
 * (milliseconds since 1970), so half the way there and back is the doubt.
 */
export function skewOf(serverNow: number, askedAt: number, heardAt: number): Skew {
  const doubtMs = Math.max(0, heardAt - askedAt) / 2
  return { offsetMs: serverNow - (askedAt + heardAt) / 2, doubtMs }
}

/**
 * Which of two to go by: the surer one; but where they cannot both be true, this device's clock was set meanwhile, and the
 * newer one counts.
 */
export function betterSkew(known: Skew | null, measured: Skew): Skew {
  if (known === null || measured.doubtMs <= known.doubtMs) return measured
  const apart = Math.abs(measured.offsetMs - known.offsetMs)
  return apart > measured.doubtMs + known.doubtMs ? measured : known
}
