import type { CommendationItem } from '../../../server/contract.ts'

/** The nomination that is opened by itself: the first that waits for the viewer, else the first; null: there is none. */
export function firstToOpen(items: readonly CommendationItem[]): CommendationItem | null {
  return items.find(({ needsMe }) => needsMe) ?? items[0] ?? null
}
