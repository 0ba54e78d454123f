/** Units of a trend, fine to coarse. */
export const BUCKET_UNITS = ['hour', 'day', 'week', 'month'] as const
export type BucketUnit = (typeof BUCKET_UNITS)[number]

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The unit that gives a window a readable number of bars: hours to two days, days to two months, weeks to a year. */
export function unitFor(fromMs: number, toMs: number): BucketUnit {
  const length = toMs - fromMs
  if (length <= 2 * DAY) return 'hour'
  if (length <= 62 * DAY) return 'day'
  return length <= 370 * DAY ? 'week' : 'month'
}

/**
 * Starts of the buckets that cover [fromMs, toMs), in local calendar units: whole hours, days, weeks from Monday,
 * months. The first bucket begins at or before `fromMs`. `offsetMs` is local time minus UTC at an instant.
 */
export function bucketStarts(
  fromMs: number,
  toMs: number,
  unit: BucketUnit,
  offsetMs: (ms: number) => number,
): number[] {
  const starts: number[] = []
  let start = floorTo(fromMs, unit, offsetMs)
  while (start < toMs) {
    starts.push(start)
    start = nextStart(start, unit, offsetMs)
  }
  return starts
}

/** The start of the local unit that an instant lies in. */
export function floorTo(ms: number, unit: BucketUnit, offsetMs: (ms: number) => number): number {
  const local = new Date(ms + offsetMs(ms))
  if (unit === 'hour') local.setUTCMinutes(0, 0, 0)
  else local.setUTCHours(0, 0, 0, 0)
  if (unit === 'week') local.setUTCDate(local.getUTCDate() - ((local.getUTCDay() + 6) % 7))
  if (unit === 'month') local.setUTCDate(1)
  return toInstant(local.getTime(), offsetMs)
}

function nextStart(start: number, unit: BucketUnit, offsetMs: (ms: number) => number): number {
  if (unit === 'hour') return start + HOUR
  const local = new Date(start + offsetMs(start))
  if (unit === 'month') local.setUTCMonth(local.getUTCMonth() + 1)
  else local.setUTCDate(local.getUTCDate() + (unit === 'week' ? 7 : 1))
  return toInstant(local.getTime(), offsetMs)
}

function toInstant(localMs: number, offsetMs: (ms: number) => number): number {
  const guess = localMs - offsetMs(localMs)
  return localMs - offsetMs(guess)
}
