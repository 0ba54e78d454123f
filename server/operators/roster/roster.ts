import { ROSTER_FAULTS, type FaultValues, type RosterFaultKind } from '../../domain/staffing/roster-fault.ts'
import type { StaffRole } from '../../domain/staffing/assignment.ts'
import type { Qualification } from '../operator-schema.ts'

/** A line of a list of operators that shall be as it says; null: the line says nothing of it. Days are YYYY-MM-DD. */
export type RosterRow = {
  line: number
  code: string
  name: string | null
  /** Codes. */
  area: string | null
  unit: string | null
  account: string | null
  phone: string | null
  assignment: { grid: string; role: StaffRole; from: string | null; until: string | null } | null
  qualification: Omit<Qualification, 'id'> | null
}

/** What is wrong with a line: which column, and what was expected of it; `reason` says so in English. */
export type RosterFault = {
  line: number
  field: string
  kind: RosterFaultKind
  values: FaultValues
  reason: string
}

export function rosterFault(
  line: number,
  field: string,
  kind: RosterFaultKind,
  values: FaultValues = {},
): RosterFault {
  return { line, field, kind, values, reason: ROSTER_FAULTS[kind](values) }
}

/** How many operators, assignments and qualifications are new, and how many are changed; `read` are the lines. */
export type RosterOutcome = {
  read: number
  added: number
  changed: number
  assigned: number
  reassigned: number
  qualified: number
}
