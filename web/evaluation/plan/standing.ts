import type { Milestone } from '../../../server/contract.ts'
import type { GlyphName } from '../../ui/glyph-name.ts'
import type { Palette } from '../../ui/palette.ts'

/** How a milestone, or a township's plan, stands: from well to what most needs somebody. */
export const STANDINGS = ['planned', 'done', 'running', 'overdue', 'supervised'] as const
export type Standing = (typeof STANDINGS)[number]

/** One that is late and supervised or escalated stands out from those that are only late. */
export function standingOf({ state, supervisedUntil, escalation }: Milestone): Standing {
  return state === 'overdue' && (supervisedUntil !== null || escalation > 0) ? 'supervised' : state
}

/** The most pressing of several; null of none. What has not begun says less than what is done. */
export function worstOf(items: readonly Milestone[]): Standing | null {
  const places = items.map((item) => STANDINGS.indexOf(standingOf(item)))
  return places.length === 0 ? null : STANDINGS[Math.max(...places)]!
}

export const STANDING_GLYPHS: Record<Standing, GlyphName> = {
  planned: 'otherwise',
  running: 'open',
  overdue: 'overdue',
  supervised: 'supervised',
  done: 'closed',
}

export function standingColours(palette: Palette): Record<Standing, string> {
  return {
    planned: palette.sequential[0]!,
    running: palette.inHand,
    overdue: palette.overdue,
    supervised: palette.supervised,
    done: palette.closed,
  }
}
