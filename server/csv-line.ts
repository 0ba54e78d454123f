/** Without this mark in front spreadsheets do not take a text for UTF-8. */
export const CSV_MARK = '\uFEFF'

/** What a spreadsheet takes for the beginning of a formula; the wide ones too, which some take for the narrow. */
export const LIKE_A_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** A line of comma separated values (RFC 4180), with its end. Null is an empty field. */
export function csvLine(values: readonly (string | number | boolean | null)[]): string {
  return `${values.map(field).join(',')}\r\n`
}

/** A text that begins like a formula would be one to a spreadsheet: it gets an apostrophe in front. */
function field(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = LIKE_A_FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
