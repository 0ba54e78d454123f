/** Dates that an assignment or a certificate may have: what lies beyond is a slip of the hand. */
const [FIRST_DAY, LAST_DAY] = ['1970-01-01', '2105-12-31']

/** Whether a text is a day that there is, as YYYY-MM-DD, from 1970 to 2105. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < FIRST_DAY || text > LAST_DAY) return false
  const ms = Date.parse(text)
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text
}
