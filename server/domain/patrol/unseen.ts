/** "This week" is the seven days up to today, so that a Monday morning does not call every grid unseen. */
export const UNSEEN_DAYS = 7

/** Whether nobody has visited a grid this week; `daysSinceVisit`: null where no visit is on record. */
export function isUnseen(daysSinceVisit: number | null): boolean {
  return daysSinceVisit === null || daysSinceVisit >= UNSEEN_DAYS
}
