import type { Incident } from '../contract.ts'

/** The columns, as the API names them; times are RFC 3339. */
const COLUMNS = [
  'number',
  'title',
  'category',
  'state',
  'priority',
  'source',
  'address',
  'area',
  'unit',
  'lon',
  'lat',
  'occurredAt',
  'reportedAt',
  'dueAt',
  'closedAt',
] as const satisfies readonly (keyof Incident)[]

/** What a spreadsheet takes for the beginning of a formula; the wide ones too, which some take for the narrow. */
export const LIKE_A_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** Comma separated values, with the mark without which spreadsheets do not take UTF-8 for what it is. */
export async function* csvOf(pages: AsyncIterable<readonly Incident[]>): AsyncGenerator<string> {
  yield `\uFEFF${COLUMNS.join(',')}\r\n`
  for await (const incidents of pages) yield incidents.map(line).join('')
}

function line(incident: Incident): string {
  return `${COLUMNS.map((name) => field(incident[name])).join(',')}\r\n`
}

/** A text that begins like a formula would be one to a spreadsheet: it gets an apostrophe in front. */
function field(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = LIKE_A_FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
