import type { CommendationItem } from '../../../server/contract.ts'
import { takesObjections } from '../../../server/domain/commendation/refusal.ts'

/** Whether a nomination stands in public for objections today (YYYY-MM-DD). */
export function isOpen(item: CommendationItem, today: string): boolean {
  return takesObjections(item, today)
}
