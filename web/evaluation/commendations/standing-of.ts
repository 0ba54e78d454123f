import type { CommendationItem } from '../../../server/contract.ts'
import { takesObjections } from '../../../server/domain/commendation/refusal.ts'
import type { CommendationState } from '../../../server/domain/commendation/state.ts'

/** Where a nomination stands for who looks at it. `over`: the days for objections are, and it waits for the decision. */
export type Standing = CommendationState | 'over'

/** By the server's day (YYYY-MM-DD). */
export function standingOf(
  item: Pick<CommendationItem, 'state' | 'lastObjectionDay'>,
  today: string,
): Standing {
  return item.state === 'publicised' && !takesObjections(item, today) ? 'over' : item.state
}
