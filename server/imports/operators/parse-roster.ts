import { isDay } from '../../domain/staffing/day.ts'
import type { StaffRole } from '../../domain/staffing/assignment.ts'
import type { RosterFaultKind } from '../../domain/staffing/roster-fault.ts'
import { rosterFault, type RosterFault, type RosterRow } from '../../operators/roster/roster.ts'
import { csvReader } from '../csv-records.ts'
import { ImportFault } from '../import-fault.ts'
import { sniffDelimiter } from '../read-rows.ts'
import { decodeText } from '../text-file.ts'
import { resolveRosterColumns, type RosterColumns, type RosterField } from './resolve-columns.ts'

export type ParsedRoster = { rows: RosterRow[]; faults: RosterFault[]; read: number }

const MOST_ROWS = 20_000
const ROLES: Readonly<Record<string, StaffRole>> = {
  lead: 'lead',
  负责: 'lead',
  负责人: 'lead',
  backup: 'backup',
  后备: 'backup',
  备岗: 'backup',
  cover: 'cover',
  代管: 'cover',
}
const LONGEST = { code: 64, name: 100, certificate: 200, training: 200 }

/**
 * The rows of a CSV of operators (comma, semicolon or tab; UTF-8, UTF-16 or GB18030), and what is wrong with others. Throws an
 * ImportFault where the file is none. `file` is its name for messages.
 */
export function parseRoster(bytes: Buffer, file: string): ParsedRoster {
  const text = decodeText(bytes)
  const reader = csvReader(sniffDelimiter(text))
  const [header, ...records] = [...reader.push(text), ...reader.end()]
  if (!header || header.isUnclosed)
    throw new ImportFault(`${file} must begin with a line of column names, but it does not.`)
  const names = header.values.map((name) => name.trim())
  const columns = resolveRosterColumns(names, file)
  if (records.length === 0) throw new ImportFault(`${file} must have at least one row, but it has none.`)
  if (records.length > MOST_ROWS)
    throw new ImportFault(`${file} must have at most ${MOST_ROWS} rows, but it has ${records.length}.`)
  const parsed: ParsedRoster = { rows: [], faults: [], read: records.length }
  for (const { line, values, isUnclosed } of records) {
    if (isUnclosed || values.length !== names.length) {
      const counts = { expected: `${names.length}`, came: `${values.length}` }
      parsed.faults.push(rosterFault(line, '', isUnclosed ? 'unclosed' : 'fields', counts))
      continue
    }
    const found = parseRow(line, values, columns)
    parsed.faults.push(...found.faults)
    if (found.row) parsed.rows.push(found.row)
  }
  return parsed
}

function parseRow(
  line: number,
  values: readonly string[],
  columns: RosterColumns,
): { row: RosterRow | null; faults: RosterFault[] } {
  const faults: RosterFault[] = []
  const fault = (field: RosterField, kind: RosterFaultKind, came: string | null, expected = ''): null => {
    const said = { came: (came ?? '').slice(0, 60), expected }
    faults.push(rosterFault(line, columns[field]?.name ?? field, kind, said))
    return null
  }
  const read = (field: RosterField): string | null => {
    const column = columns[field]
    const value = column === null ? '' : values[column.at]!.trim()
    if (value === '') return null
    const most = field in LONGEST ? LONGEST[field as keyof typeof LONGEST] : 64
    if (value.length > most) return fault(field, 'tooLong', value, `${most}`)
    // oxlint-disable-next-line no-control-regex -- what a form refuses, a file must not bring
    return /[\u0000-\u001F\uFFFD]/.test(value) ? fault(field, 'oneLine', '') : value
  }
  const readDay = (field: RosterField): string | null => {
    const value = read(field)
    if (value === null) return null
    return toDay(value) ?? fault(field, 'day', value)
  }
  const code = read('code')
  if (code === null && faults.length === 0) fault('code', 'code', null)
  const phone = read('phone')
  if (phone !== null && !/^[0-9+() -]{3,32}$/.test(phone)) fault('phone', 'phone', phone)
  const days = { from: readDay('from'), until: readDay('until') }
  const grid = read('grid')
  const word = read('role')
  const role = word === null ? null : (ROLES[word.toLowerCase()] ?? null)
  if (word !== null && role === null) fault('role', 'role', word)
  if (grid !== null && word === null) fault('role', 'role', null)
  if (grid === null && (word ?? days.from ?? days.until) !== null) fault('grid', 'gridMissing', null)
  if (role === 'cover' && days.until === null) fault('until', 'coverEnd', null)
  if (days.from !== null && days.until !== null && days.until < days.from)
    fault('until', 'notBefore', days.until, days.from)
  const [certificate, training] = [read('certificate'), read('training')]
  const [obtainedOn, expiresOn] = [readDay('obtained'), readDay('expires')]
  if (certificate !== null && training !== null) fault('training', 'oneOfTwo', training)
  const learnt = certificate ?? training
  if (learnt !== null && obtainedOn === null) fault('obtained', 'obtained', null)
  if (learnt === null && (obtainedOn ?? expiresOn) !== null) fault('certificate', 'qualification', null)
  if (obtainedOn !== null && expiresOn !== null && expiresOn <= obtainedOn)
    fault('expires', 'after', expiresOn, obtainedOn)
  if (faults.length > 0 || code === null) return { row: null, faults }
  const kind = certificate === null ? ('training' as const) : ('certificate' as const)
  const row: RosterRow = {
    line,
    code,
    name: read('name'),
    area: read('area'),
    unit: read('unit'),
    account: read('account'),
    phone,
    assignment: grid === null || role === null ? null : { grid, role, ...days },
    qualification: learnt === null ? null : { kind, name: learnt, obtainedOn: obtainedOn!, expiresOn },
  }
  return faults.length > 0 ? { row: null, faults } : { row, faults }
}

/** 2026-3-1, 2026/3/1, 2026.3.1 and 2026年3月1日 as 2026-03-01; null for what is no day. */
function toDay(text: string): string | null {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text)
  if (!found) return null
  const day = `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}`
  return isDay(day) ? day : null
}
