import { EMERGENCY, OPEN_STATES, type IncidentState } from '../../server/domain/incident-state.ts'
import type { GlyphName } from '../ui/glyph-name.ts'

/** A deadline this near is shown as due soon. */
export const DUE_SOON_MS = 86_400_000

/** How an incident stands at a moment (milliseconds since 1970). */
export function glyphOf(
  incident: { state: IncidentState; priority: number; dueAt: string | null },
  now: number,
): GlyphName {
  if (!OPEN_STATES.includes(incident.state)) return incident.state === 'closed' ? 'closed' : 'otherwise'
  const left = incident.dueAt === null ? Infinity : Date.parse(incident.dueAt) - now
  if (left < 0) return 'overdue'
  if (incident.priority === EMERGENCY) return 'emergency'
  return left < DUE_SOON_MS ? 'dueSoon' : 'open'
}
