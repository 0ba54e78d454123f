import type { Incident } from './contract.ts'
import type { IncidentRow } from './queries.ts'

/** A row as the API gives it. */
export function toIncident(row: IncidentRow): Incident {
  return {
    id: row.id,
    number: row.number,
    category: row.category,
    source: row.source,
    title: row.title,
    address: row.address,
    lon: row.lon,
    lat: row.lat,
    occurredAt: row.occurredAt.toISOString(),
    reportedAt: row.reportedAt.toISOString(),
    state: row.state,
    priority: row.priority,
    dueAt: row.dueAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    area: row.area,
    unit: row.unitCode,
    version: row.version,
  }
}
