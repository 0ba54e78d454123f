const MINUTE_MS = 60_000
/** Two rounds of asking: until then a picture counts as fresh. */
const FRESH_MS = 35_000

/** How old a picture is, in steps so coarse that nothing ticks: `time` says that the hour of it is to be written. */
export function ageStep(pictureAt: number, now: number): 'fresh' | 'underMinute' | 'time' {
  const age = now - pictureAt
  if (age < FRESH_MS) return 'fresh'
  return age < MINUTE_MS ? 'underMinute' : 'time'
}
