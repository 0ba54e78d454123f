import { rosterFault, type RosterFault, type RosterRow } from './roster.ts'

/** What the lines of one code say of an operator; `line` is the first of them. */
export type RosterOperator = Pick<RosterRow, 'line' | 'code' | 'name' | 'area' | 'unit' | 'account' | 'phone'>

const FIELDS = ['name', 'area', 'unit', 'account', 'phone'] as const

/** One operator for all lines of a code: what only some of them say counts, and they must not contradict each other. */
export function mergeOperators(rows: readonly RosterRow[]): {
  operators: RosterOperator[]
  faults: RosterFault[]
} {
  const merged = new Map<string, RosterOperator>()
  const faults: RosterFault[] = []
  for (const row of rows) {
    const { line, code, name, area, unit, account, phone } = row
    const known = merged.get(code)
    if (!known) {
      merged.set(code, { line, code, name, area, unit, account, phone })
      continue
    }
    for (const field of FIELDS) {
      const value = row[field]
      if (value === null) continue
      if (known[field] !== null && known[field] !== value) {
        const said = { expected: known[field], came: value, line: `${known.line}` }
        faults.push(rosterFault(line, field, 'differs', said))
      }
      known[field] ??= value
    }
  }
  return { operators: [...merged.values()], faults }
}
