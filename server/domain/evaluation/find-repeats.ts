import { metresBetween } from '../duty/metres-between.ts'

/** An incident at a place in degrees; `occurredAt` in milliseconds since 1970. */
export type PlacedIncident = { id: number; category: string; lon: number; lat: number; occurredAt: number }

/** The same place and category again within so many metres and milliseconds (domain.md, recurrence). */
export const REPEAT_METRES = 50
export const REPEAT_MS = 30 * 86_400_000

/** A little more than 50 m to the north or south. */
const CELL_DEGREES = 0.00046
const RADIANS = Math.PI / 180

/**
 * The ids of those that happened again: another one of the same category was within 50 m in the 30 days before. Each is looked
 * for in the nine cells of some 50 m round its own, so that the work grows with what lies near and not with all pairs.
 */
export function findRepeats(incidents: readonly PlacedIncident[]): Set<number> {
  const farthest = incidents.reduce((most, { lat }) => Math.max(most, Math.abs(lat)), 0)
  // Degrees of longitude are shorter the farther from the equator: one width for all, wide enough for the farthest.
  const width = CELL_DEGREES / Math.max(0.01, Math.cos(Math.min(89, farthest) * RADIANS))
  const cells = new Map<string, PlacedIncident[]>()
  const repeats = new Set<number>()
  for (const incident of incidents.toSorted((a, b) => a.occurredAt - b.occurredAt || a.id - b.id)) {
    const column = Math.floor(incident.lon / width)
    const row = Math.floor(incident.lat / CELL_DEGREES)
    const cellAt = (c: number, r: number): string => `${incident.category} ${c} ${r}`
    const near = [-1, 0, 1].flatMap((c) => [-1, 0, 1].map((r) => cellAt(column + c, row + r)))
    if (near.some((cell) => happenedIn(cells.get(cell), incident))) repeats.add(incident.id)
    const own = cells.get(cellAt(column, row))
    if (own) own.push(incident)
    else cells.set(cellAt(column, row), [incident])
  }
  return repeats
}

function happenedIn(earlier: readonly PlacedIncident[] | undefined, incident: PlacedIncident): boolean {
  if (earlier === undefined) return false
  // The latest first: what came before the 30 days need not be looked at.
  for (let i = earlier.length - 1; i >= 0; i -= 1) {
    if (incident.occurredAt - earlier[i]!.occurredAt > REPEAT_MS) return false
    if (metresBetween(incident, earlier[i]!) <= REPEAT_METRES) return true
  }
  return false
}
