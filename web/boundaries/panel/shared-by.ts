import { OUTSIDE } from '../../../server/domain/coverage/edit/operation.ts'
import type { MovedGround, SharedBy } from '../../../server/domain/coverage/impact/moved-ground.ts'

/**
 * How the households that pass to or from an area (or any, where none is named) were shared out; null where none are known to
 * pass.
 */
export function sharedBy(
  passages: readonly MovedGround[],
  code: string | null = null,
): SharedBy | 'both' | null {
  const ways = new Set(
    passages
      .filter(({ from, to }) => from !== OUTSIDE && (code === null || from === code || to === code))
      .filter(({ households, population }) => households !== null || population !== null)
      .map(({ by }) => by),
  )
  return ways.size > 1 ? 'both' : ([...ways][0] ?? null)
}
