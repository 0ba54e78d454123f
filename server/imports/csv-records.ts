/** A record of a CSV: the line that it begins on (from 1), its values, and whether a quote in it is never closed. */
export type CsvRecord = { line: number; values: string[]; isUnclosed: boolean }

export type CsvReader = {
  /** The records that are complete with this text. */
  push(text: string): CsvRecord[]
  /** The last record, where no line end follows it. */
  end(): CsvRecord[]
}

/** A quote that is not closed after so many characters never is: its line is given up, the next ones are read. */
const LONGEST_RECORD = 1 << 20

const [QUOTE, LINE_FEED, RETURN] = [34, 10, 13]

/**
 * Cuts a CSV (RFC 4180) into records as its text comes in. Lines end with CR LF, LF or CR; blank lines are no records.
 * A quote inside an unquoted value, and text behind a closing quote, belong to the value.
 */
export function csvReader(delimiter: string): CsvReader {
  const separator = delimiter.charCodeAt(0)
  let rest = ''
  let line = 1
  /** An incomplete record is tried again only when the text has doubled: a long one stays linear. */
  let tryAt = 0

  const read = (isLast: boolean): CsvRecord[] => {
    const records: CsvRecord[] = []
    let at = 0
    while (at < rest.length) {
      const found = readRecord(rest, at, separator, isLast)
      const isUnclosed = found === 'unclosed' && (isLast || rest.length - at > LONGEST_RECORD)
      if (typeof found === 'string' && !isUnclosed) break
      if (typeof found !== 'string') {
        const isBlank = found.values.length === 1 && found.end - at <= 2 && found.values[0] === ''
        if (!isBlank) records.push({ line, values: found.values, isUnclosed: false })
        line += found.lines
        at = found.end
        continue
      }
      const next = lineEnd(rest, at)
      records.push({ line, values: [rest.slice(at, Math.min(next, at + 200))], isUnclosed: true })
      line += 1
      at = next
    }
    rest = rest.slice(at)
    tryAt = at > 0 ? 0 : rest.length * 2
    return records
  }
  return {
    push(text) {
      rest += text
      return rest.length < tryAt ? [] : read(false)
    },
    end: () => read(true),
  }
}

type Found = { values: string[]; lines: number; end: number }

/** The record that begins at a place; why there is none: the text ends before it does, perhaps within quotes. */
function readRecord(
  text: string,
  start: number,
  separator: number,
  isLast: boolean,
): Found | 'incomplete' | 'unclosed' {
  const values: string[] = []
  let lines = 1
  for (let at = start; ; at += 1) {
    let value = ''
    if (text.charCodeAt(at) === QUOTE) {
      const close = closingQuote(text, at + 1)
      if (close < 0) return 'unclosed'
      value = text.slice(at + 1, close)
      if (value.includes('"')) value = value.replaceAll('""', '"')
      lines += lineEnds(value)
      at = close + 1
    }
    const from = at
    let code = text.charCodeAt(at)
    while (at < text.length && code !== separator && code !== LINE_FEED && code !== RETURN) {
      at += 1
      code = text.charCodeAt(at)
    }
    // A return at the end of the text may be followed by a line feed.
    if (!isLast && (at >= text.length || (code === RETURN && at + 1 >= text.length))) return 'incomplete'
    values.push(value + text.slice(from, at))
    if (at < text.length && code === separator) continue
    const isPair = code === RETURN && text.charCodeAt(at + 1) === LINE_FEED
    return { values, lines, end: Math.min(text.length, at + (isPair ? 2 : 1)) }
  }
}

/** The quote that closes a value, or -1: two quotes stand for one. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2)
  return at
}

/** Where the next line begins. */
function lineEnd(text: string, from: number): number {
  const found = /\r\n|\n|\r/g
  found.lastIndex = from
  return found.exec(text) ? found.lastIndex : text.length
}

function lineEnds(value: string): number {
  return /[\r\n]/.test(value) ? value.split(/\r\n|\n|\r/).length - 1 : 0
}
