import { CLOSED_CODE, EMERGENCY, isOpen, STATES } from '../domain/incident-state.ts'
import { isOverdue, NEVER, type IncidentColumns } from './columns.ts'
import type { Figures } from './contract.ts'

const REJECTED_CODE = STATES.indexOf('rejected')

/** Counts an incident that occurred in the window. */
export function countOccurred(
  figures: Figures,
  columns: IncidentColumns,
  row: number,
  nowSecond: number,
): void {
  const state = columns.state[row]!
  figures.reported += 1
  if (isOpen(state)) figures.open += 1
  else if (state === CLOSED_CODE) figures.closed += 1
  else if (state === REJECTED_CODE) figures.rejected += 1
  if (columns.priority[row] === EMERGENCY) figures.emergency += 1
  if (isOverdue(columns, row, nowSecond)) figures.overdue += 1
}

/** Counts an incident whose deadline falls in the window. Rejected, duplicate and void ones are owed nothing. */
export function countDue(figures: Figures, columns: IncidentColumns, row: number): void {
  const state = columns.state[row]!
  if (!isOpen(state) && state !== CLOSED_CODE) return
  const closedAt = columns.closedAt[row]!
  const onTime = closedAt !== NEVER && closedAt <= columns.dueAt[row]!
  figures.due += 1
  if (closedAt !== NEVER) figures.dueClosed += 1
  if (onTime) figures.dueOnTime += 1
  if (columns.priority[row] !== EMERGENCY) return
  figures.emergencyDue += 1
  if (onTime) figures.emergencyOnTime += 1
}
