const HOUR_MS = 3_600_000
const FIRST_MINUTE = 120
const LAST_MINUTE = 300
/** The last half hour is left for trying again where the server did not answer. */
const SPREAD_MINUTES = 150

const LIMIT_MS = 10_000
const LOOK_EVERY_MS = 60_000

/** After this long a page is loaded anew even if nothing else is to be shown: for whatever leaks in a browser. */
const OLD_MS = 20 * HOUR_MS
/** A page that was loaded this night stays. */
const YOUNG_MS = 4 * HOUR_MS

type Page = {
  /** Minute of the day where the wall hangs. */
  minute: number
  /** Since the page was loaded. */
  ageMs: number
  /** Whether the server serves another program than the page runs. */
  isOther: boolean
  /** So many minutes after two, so that not all displays load at once. */
  spreadMinutes: number
}

/** Whether a page is to be loaded anew now: only between two and five at night, once a night. */
export function isReloadDue({ minute, ageMs, isOther, spreadMinutes }: Page): boolean {
  if (minute < FIRST_MINUTE + spreadMinutes || minute >= LAST_MINUTE) return false
  return ageMs > YOUNG_MS && (isOther || ageMs > OLD_MS)
}

/** Minute of the day in a time zone. */
export function minuteOfDay(now: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
  const [hour, minute] = format.format(now).split(':').map(Number) as [number, number]
  return hour * 60 + minute
}

/** Loads the page anew in a quiet hour, where another program is served by then or the page is old; only while the server answers. */
export class NightReload {
  /** Of the program that this page runs: what the server said when it had just been loaded. */
  build: string | null = null
  #served: string | null = null
  readonly #loadedAt = performance.now()
  readonly #spreadMinutes = Math.floor(Math.random() * SPREAD_MINUTES)
  #lookedAt = 0

  /** The server says which program it serves. */
  hear(build: string): void {
    this.build ??= build
    this.#served = build
  }

  /** `now`: the server's clock, milliseconds. */
  look(now: number, timeZone: string): void {
    if (performance.now() - this.#lookedAt < LOOK_EVERY_MS) return
    this.#lookedAt = performance.now()
    const due = isReloadDue({
      minute: minuteOfDay(now, timeZone),
      ageMs: performance.now() - this.#loadedAt,
      isOther: this.#served !== this.build,
      spreadMinutes: this.#spreadMinutes,
    })
    if (due) void reloadIfServed()
  }
}

/** Loads the page anew once the server has shown that it would answer: what a browser says instead would stay on the wall. */
async function reloadIfServed(): Promise<void> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), LIMIT_MS)
  try {
    const answer = await fetch(location.href, { cache: 'no-store', signal: limit.signal })
    if (answer.ok && (await answer.text()).length > 0) location.reload()
  } catch {
    // Tried again in a minute.
  } finally {
    clearTimeout(timer)
  }
}
