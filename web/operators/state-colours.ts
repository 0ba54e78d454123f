import type { Palette } from '../ui/palette.ts'
import type { GridState } from './grid-states.ts'

/** What is well is calm; what needs somebody stands out. */
export function stateColours(palette: Palette): Record<GridState, string> {
  return {
    led: palette.sequential[1]!,
    cover: palette.inHand,
    overloaded: palette.supervised,
    backup: palette.dueSoon,
    vacant: palette.overdue,
  }
}
