const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** A session ends when nothing was asked in it for a working day. */
export const IDLE_MS = 12 * HOUR_MS

/** However busy it is, after a week a session asks for the password again. */
export const ABSOLUTE_MS = 7 * 24 * HOUR_MS

/** That a session is alive is written down no more often than this. */
export const TOUCH_MS = 5 * MINUTE_MS

export type SessionTimes = { createdAt: number; seenAt: number }

/** Whether a session is over at a moment; all in milliseconds since 1970. */
export function isExpired({ createdAt, seenAt }: SessionTimes, now: number): boolean {
  return now - seenAt > IDLE_MS || now - createdAt > ABSOLUTE_MS
}
