import { LIKE_A_FORMULA } from '../../csv-line.ts'
import { MOST_ROWS } from './format.ts'
import { STYLES } from './workbook-parts.ts'

/** A time is the county's own: milliseconds since 1970-01-01 00:00 on its clocks, for a workbook knows no time zones. */
export type Cell = string | number | { localMs: number } | null

export type Sheet = {
  name: string
  /** Widths in characters. */
  columns: readonly { title: string; width: number }[]
  pages: AsyncIterable<readonly (readonly Cell[])[]>
}

const DAY_MS = 86_400_000
/** 1970-01-01 as Excel counts days. */
const DAYS_BEFORE_1970 = 25_569
/** Of one cell, in UTF-16 units. */
const LONGEST_TEXT = 32_767

/** The sheet as SpreadsheetML, page by page: the header stays in sight, and filters stand over every column. */
export async function* sheetXml({ columns, pages }: Sheet): AsyncGenerator<string> {
  const letters = columns.map((_, i) => letterOf(i))
  const last = letters.at(-1)!
  const widths = columns.map(
    ({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  )
  const header = columns.map(({ title }, i) => textXml(`${letters[i]}1`, title, STYLES.header))
  yield (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    '<sheetViews><sheetView tabSelected="1" workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>' +
    `<cols>${widths.join('')}</cols><sheetData><row r="1">${header.join('')}</row>`
  )
  let row = 1
  for await (const page of pages) {
    if (row + page.length > MOST_ROWS + 1) throw new Error(`A sheet has ${MOST_ROWS + 1} rows, no more.`)
    let text = ''
    for (const cells of page) {
      row += 1
      text += `<row r="${row}">`
      for (const [i, cell] of cells.entries()) text += cellXml(`${letters[i]}${row}`, cell)
      text += '</row>'
    }
    yield text
  }
  const range = `A1:${last}${row}`
  // Numbers of incidents and codes of grids are texts; without this Excel marks each of them as a mistake.
  yield (
    `</sheetData><autoFilter ref="${range}"/>` +
    `<ignoredErrors><ignoredError sqref="${range}" numberStoredAsText="1"/></ignoredErrors></worksheet>`
  )
}

/** The name of a column, 0 for A; up to Z. */
function letterOf(column: number): string {
  if (column > 25) throw new RangeError(`A sheet of ours has up to 26 columns, but this is number ${column}.`)
  return String.fromCharCode(65 + column)
}

function cellXml(place: string, cell: Cell): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`
  if (typeof cell === 'object')
    return `<c r="${place}" s="${STYLES.time}"><v>${cell.localMs / DAY_MS + DAYS_BEFORE_1970}</v></c>`
  return textXml(place, cell, LIKE_A_FORMULA.test(cell) ? STYLES.quoted : STYLES.plain)
}

/** An inline text is never a formula; "quoted" keeps it a text when somebody edits the cell. */
function textXml(place: string, text: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeText(shorten(text))}</t></is></c>`
}

/** Excel calls a file with a longer text broken: what is too long ends with an ellipsis, and never with half a character. */
function shorten(text: string): string {
  if (text.length <= LONGEST_TEXT) return text
  return `${text.slice(0, LONGEST_TEXT - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** What XML has no character for is written _xHHHH_, as Excel does; what looks like that is escaped by the same means. */
export function escapeText(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4})/g, '_x005F_')
    .replace(/[^\t\n\u0020-\ufffd]/g, (character) => {
      return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
    })
    .replace(/[&<>]/g, (character) => (character === '&' ? '&amp;' : character === '<' ? '&lt;' : '&gt;'))
}
