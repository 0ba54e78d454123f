/** Local time minus UTC at an instant, both in milliseconds. */
type Offset = (ms: number) => number

/** The county's date of an instant, YYYY-MM-DD. */
export function localDate(ms: number, offsetMs: Offset): string {
  return new Date(ms + offsetMs(ms)).toISOString().slice(0, 10)
}

/** The instant at which a date (YYYY-MM-DD) begins in the county. */
export function localMidnight(date: string, offsetMs: Offset): number {
  return instantOf(Date.parse(`${date}T00:00:00Z`), offsetMs)
}

/** The instant at which the county's clocks show what UTC shows at `wall`, also on a day on which they are changed. */
export function instantOf(wall: number, offsetMs: Offset): number {
  return wall - offsetMs(wall - offsetMs(wall))
}
