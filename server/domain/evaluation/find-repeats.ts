import { metresBetween } from '../duty/metres-between.ts'
import type { Steps } from '../steps.ts'

/** An incident at a place in degrees; `occurredAt` in milliseconds since 1970. */
export type PlacedIncident = { id: number; category: string; lon: number; lat: number; occurredAt: number }

/** The same place and category again within so many metres and milliseconds (domain.md, recurrence). */
export const REPEAT_METRES = 50
export const REPEAT_MS = 30 * 86_400_000

/** A little more than 50 m to the north or south. */
const CELL_DEGREES = 0.00046
const RADIANS = Math.PI / 180
/** More columns or rows than these the earth does not have. */
const MOST_CELLS = 2 ** 21
const STEP = 500

/**
 * The ids of those that happened again: another one of the same category was within 50 m in the 30 days before. Each is looked
 * for in the nine cells of some 50 m round its own, so that the work grows with what lies near and not with all pairs.
 */
export function* findRepeats(incidents: readonly PlacedIncident[]): Steps<Set<number>> {
  const farthest = incidents.reduce((most, { lat }) => Math.max(most, Math.abs(lat)), 0)
  // Degrees of longitude are shorter the farther from the equator: one width for all, wide enough for the farthest.
  const width = CELL_DEGREES / Math.max(0.01, Math.cos(Math.min(89, farthest) * RADIANS))
  const byCategory = new Map<string, Map<number, PlacedIncident[]>>()
  const repeats = new Set<number>()
  let done = 0
  for (const incident of incidents.toSorted((a, b) => a.occurredAt - b.occurredAt || a.id - b.id)) {
    let cells = byCategory.get(incident.category)
    if (cells === undefined) byCategory.set(incident.category, (cells = new Map()))
    const cell = Math.floor(incident.lon / width) * MOST_CELLS + Math.floor(incident.lat / CELL_DEGREES)
    if (isNear(cells, cell, incident)) repeats.add(incident.id)
    const own = cells.get(cell)
    if (own) own.push(incident)
    else cells.set(cell, [incident])
    done += 1
    if (done % STEP === 0) yield
  }
  return repeats
}

function isNear(
  cells: ReadonlyMap<number, readonly PlacedIncident[]>,
  cell: number,
  incident: PlacedIncident,
): boolean {
  for (let column = -MOST_CELLS; column <= MOST_CELLS; column += MOST_CELLS) {
    for (let row = -1; row <= 1; row += 1) {
      if (happenedIn(cells.get(cell + column + row), incident)) return true
    }
  }
  return false
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
