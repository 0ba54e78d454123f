import { zoneOffset } from '../../time-zone.ts'

const PATTERN =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:[.,]\d+)?秒?)?分?)?\s*(Z|[+-]\d{2}:?\d{2})?$/

/**
 * An instant from the usual ways to write one: ISO 8601 with or without zone, 2026/3/1 8:05, 2026年3月1日, seconds or
 * milliseconds since 1970. Times without a zone are local in `timeZone`. Null when it is none of these.
 */
export function parseTime(text: string, timeZone: string): Date | null {
  const trimmed = text.trim()
  if (/^\d{10}$/.test(trimmed)) return new Date(Number(trimmed) * 1000)
  if (/^\d{13}$/.test(trimmed)) return new Date(Number(trimmed))
  const match = PATTERN.exec(trimmed)
  if (!match) return null
  const [, year, month, day, hour = '0', minute = '0', second = '0', zone] = match
  const numbers = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const local = Date.UTC(numbers[0], numbers[1] - 1, numbers[2], numbers[3], numbers[4], numbers[5])
  const back = new Date(local)
  const isReal =
    back.getUTCMonth() === numbers[1] - 1 &&
    back.getUTCDate() === numbers[2] &&
    numbers[3] < 24 &&
    numbers[4] < 60
  if (!isReal || numbers[5] > 59) return null
  if (zone === undefined) {
    const offset = zoneOffset(timeZone)
    return new Date(local - offset(local - offset(local)))
  }
  if (zone === 'Z') return new Date(local)
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return new Date(local - (zone.startsWith('-') ? -1 : 1) * minutes * 60_000)
}
