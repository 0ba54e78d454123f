import { EMERGENCY, OPEN_STATES } from '../../../server/domain/incident-state.ts'
import type { WallPicture } from '../../../server/contract.ts'
import type { GlyphName } from '../../ui/glyph-name.ts'

export type WallPoint = WallPicture['points']['items'][number]

/** How a point of the picture stands: what a leader ordered goes before what is late. */
export function pointGlyph({ state, priority, overdue, supervised }: WallPoint): GlyphName {
  if (!OPEN_STATES.includes(state)) return state === 'closed' ? 'closed' : 'otherwise'
  if (supervised) return 'supervised'
  if (overdue) return 'overdue'
  return priority === EMERGENCY ? 'emergency' : 'open'
}

const STANDING_OUT: ReadonlySet<GlyphName> = new Set(['supervised', 'overdue', 'emergency'])

/** Those that stay marked whatever else a scene shows. */
export function standsOut(point: WallPoint): boolean {
  return STANDING_OUT.has(pointGlyph(point))
}
