const PATTERN =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:[.,]\d+)?秒?)?分?)?\s*(Z|[+-]\d{2}:?\d{2})?$/

/**
 * An instant (milliseconds since 1970) from the usual ways to write one: ISO 8601 with or without zone, 2026/3/1 8:05,
 * 2026年3月1日, seconds or milliseconds since 1970. Times without a zone are local: `offset` tells local time minus UTC.
 * Null when it is none of these, or a day or an hour that there never was.
 */
export function parseTime(text: string, offset: (ms: number) => number): number | null {
  const trimmed = text.trim()
  if (/^\d{10}$/.test(trimmed)) return Number(trimmed) * 1000
  if (/^\d{13}$/.test(trimmed)) return Number(trimmed)
  const match = PATTERN.exec(trimmed)
  if (!match) return null
  const year = Number(match[1])
  const month = Number(match[2]) - 1
  const day = Number(match[3])
  const hour = Number(match[4] ?? 0)
  const minute = Number(match[5] ?? 0)
  const second = Number(match[6] ?? 0)
  const local = Date.UTC(year, month, day, hour, minute, second)
  const back = new Date(local)
  const isDay = back.getUTCFullYear() === year && back.getUTCMonth() === month
  if (hour > 23 || minute > 59 || second > 59 || !isDay || back.getUTCDate() !== day) return null
  const zone = match[7]
  if (zone === 'Z') return local
  if (zone === undefined) {
    const instant = local - offset(local - offset(local))
    // Where clocks were put forward, the hour between was none.
    return instant + offset(instant) === local ? instant : null
  }
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))]
  if (hours > 14 || minutes > 59) return null
  return local - (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}
