/** What an operator is to a grid: leads it, stands in when asked (backup), or leads it for a while (cover). */
export const STAFF_ROLES = ['lead', 'backup', 'cover'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

/** Days of the county as YYYY-MM-DD; `until` is the last day, null while no end is known. */
export type Days = { from: string; until: string | null }
export type Tenure = Days & { role: StaffRole }

/** Whether an assignment holds on a day. */
export function holdsOn({ from, until }: Days, day: string): boolean {
  return from <= day && (until === null || until >= day)
}

/** Whether two assignments share a day. */
export function overlap(one: Days, other: Days): boolean {
  return (other.until === null || one.from <= other.until) && (one.until === null || other.from <= one.until)
}

/** Whoever answers for a grid: its lead, or the cover in their place. A backup alone leaves it vacant. */
export function answersFor({ role }: { role: StaffRole }): boolean {
  return role !== 'backup'
}

/**
 * Which of the assignments of a grid stands in the way of one more; null: none does. A grid has one lead on a day, and
 * nobody looks after it twice on a day. `operatorId` tells people apart.
 */
export function inTheWay<Held extends Tenure & { operatorId: number }>(
  wanted: Tenure & { operatorId: number },
  held: readonly Held[],
): Held | null {
  const found = held.find(
    (other) =>
      overlap(wanted, other) &&
      (other.operatorId === wanted.operatorId || (wanted.role === 'lead' && other.role === 'lead')),
  )
  return found ?? null
}
