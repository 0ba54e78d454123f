import type { Messages } from '../messages/zh.ts'
import type { Formats } from '../state/formats.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** A stretch of time in its largest fitting unit: days from two on, hours from two on, else minutes. */
export function writeDuration(ms: number, messages: Messages, formats: Formats): string {
  const text = messages.incidents
  if (ms >= 2 * DAY_MS) return text.days(formats.number(Math.floor(ms / DAY_MS)))
  if (ms >= 2 * HOUR_MS) return text.hours(formats.number(Math.floor(ms / HOUR_MS)))
  return text.minutes(formats.number(Math.max(0, Math.floor(ms / MINUTE_MS))))
}
