/** A day (YYYY-MM-DD) as documents write it: 2026年10月20日, 20 October 2026. */
export function longDay(date: string, tag: string): string {
  return new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(date))
}
