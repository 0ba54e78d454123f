const EVERY_MS = 180_000
const MOST_PX = 4

/** Where everything is moved to at a moment, in pixels, so that no edge burns into the screen: a slow round of 35 places. */
export function shiftAt(now: number): { x: number; y: number } {
  const step = Math.floor(now / EVERY_MS)
  const place = (of: number) => Math.round(MOST_PX * Math.sin((2 * Math.PI * (step % of)) / of))
  return { x: place(7), y: place(5) }
}
