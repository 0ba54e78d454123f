/** Local time minus UTC in milliseconds, by the tables of the runtime; cached by the quarter of an hour, on which every zone shifts. */
export function zoneOffset(timeZone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const cache = new Map<number, number>()
  return (ms) => {
    const quarter = Math.floor(ms / 900_000)
    let offset = cache.get(quarter)
    if (offset === undefined) {
      const part = Object.fromEntries(
        format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]),
      )
      const local = Date.UTC(
        part['year']!,
        part['month']! - 1,
        part['day'],
        part['hour'],
        part['minute'],
        part['second'],
      )
      offset = local - Math.floor(ms / 1000) * 1000
      if (cache.size > 100_000) cache.clear()
      cache.set(quarter, offset)
    }
    return offset
  }
}
