import type { Course, Session } from '../../../server/contract.ts'
import type { AreaTree } from '../../state/area-tree.ts'
import type { Locale } from '../../state/locale.svelte.ts'

/** Where a session stands at a moment of the server's clock. */
export function standingOfSession(
  { startsAt, endsAt, cancelled }: Session,
  now: number,
): 'over' | 'running' | 'coming' | 'cancelled' {
  if (cancelled) return 'cancelled'
  if (now >= Date.parse(endsAt)) return 'over'
  return now >= Date.parse(startsAt) ? 'running' : 'coming'
}

/** The name of a course in the language of the screen. */
export function courseName(course: Course | null, locale: Locale): string {
  return course ? locale.nameOf(course) : '—'
}

/** The area that something is for, by its code. */
export function areaName(code: string | null, tree: AreaTree | null, locale: Locale): string {
  const area = code === null ? null : (tree?.byCode(code) ?? null)
  return area ? locale.nameOf(area) : (code ?? '—')
}

/** "9 Mar, 09:00–12:00", in the county. */
export function whenText({ startsAt, endsAt }: Session, { formats }: Locale): string {
  const time = (at: string) =>
    formats.time(Date.parse(at), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const day = formats.time(Date.parse(startsAt), { month: 'short', day: 'numeric', weekday: 'short' })
  return `${day} ${time(startsAt)}–${time(endsAt)}`
}
