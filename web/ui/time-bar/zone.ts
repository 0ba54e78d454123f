/** Wall-clock time in some time zone; month counts from 1. */
export interface LocalTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formatters.set(timeZone, formatter)
  }
  return formatter
}

export function localTime(at: number, timeZone: string): LocalTime {
  const local: LocalTime = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 }
  for (const part of formatterOf(timeZone).formatToParts(at)) {
    if (part.type in local) local[part.type as keyof LocalTime] = Number(part.value)
  }
  return local
}

const asUtc = (local: LocalTime): number =>
  Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second)

/** Local time minus UTC at an instant, in milliseconds. */
export const offsetMs = (at: number, timeZone: string): number => {
  const whole = Math.floor(at / 1000) * 1000
  return asUtc(localTime(whole, timeZone)) - whole
}

/**
 * The instant at which clocks in the zone show this time. Fields may overflow (day 32, month 13).
 * Where a clock change skips the time, the instant just past the change.
 */
export function instantOf(local: LocalTime, timeZone: string): number {
  const utc = asUtc(local)
  const first = utc - offsetMs(utc, timeZone)
  return utc - offsetMs(first, timeZone)
}

export type SnapUnit = 'hour' | 'day'

/** The nearest full hour or midnight by the zone's clocks. */
export function snapTo(at: number, unit: SnapUnit, timeZone: string): number {
  const local = localTime(at, timeZone)
  const hour = unit === 'day' ? 0 : local.hour
  const before = instantOf({ ...local, hour, minute: 0, second: 0 }, timeZone)
  const after = instantOf(
    unit === 'day'
      ? { ...local, day: local.day + 1, hour: 0, minute: 0, second: 0 }
      : { ...local, hour: local.hour + 1, minute: 0, second: 0 },
    timeZone,
  )
  return at - before <= after - at ? before : after
}
