import type { AreaNode } from '../../areas/area-index.ts'
import { toDegrees } from '../../domain/coverage/shape.ts'
import { isOpen } from '../../domain/incident-state.ts'
import { NEVER, NOWHERE, type IncidentColumns } from '../../incidents/columns.ts'

/** An open incident; degrees, priority as its number. */
export type OpenIncident = { id: number; lon: number; lat: number; priority: number }

/** Open incidents of an area that have a place: how many, and the `limit` most urgent: by priority, then by what is due first. */
export function urgentOpen(
  columns: IncidentColumns,
  area: AreaNode,
  limit: number,
): { open: number; items: OpenIncident[] } {
  const rows: number[] = []
  for (let row = 0; row < columns.length; row += 1) {
    const position = columns.position[row]!
    if (!isOpen(columns.state[row]!) || columns.lon[row] === NOWHERE) continue
    if (position >= area.position && position < area.end) rows.push(row)
  }
  const dueOf = (row: number) => (columns.dueAt[row] === NEVER ? Infinity : columns.dueAt[row]!)
  const compare = (a: number, b: number): number => {
    const byPriority = columns.priority[b]! - columns.priority[a]!
    const [dueA, dueB] = [dueOf(a), dueOf(b)]
    return byPriority || (dueA === dueB ? columns.id[a]! - columns.id[b]! : dueA - dueB)
  }
  const items = rows
    .sort(compare)
    .slice(0, limit)
    .map((row) => ({
      id: columns.id[row]!,
      lon: toDegrees(columns.lon[row]!),
      lat: toDegrees(columns.lat[row]!),
      priority: columns.priority[row]!,
    }))
  return { open: rows.length, items }
}
