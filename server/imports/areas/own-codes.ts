import type { CurrentArea } from '../../areas/queries.ts'
import type { Level } from '../../domain/level.ts'
import { checkCode, type FileArea } from './read-areas.ts'

/**
 * Codes are unique over all levels, but sources number each level by itself: an area whose code one of another level
 * has already is told apart by its level, as in "village-35001".
 */
export function withOwnCodes(
  read: readonly FileArea[],
  current: readonly CurrentArea[],
  level: Level,
  say: (message: string) => void,
): FileArea[] {
  const taken = new Set(current.filter((area) => area.level !== level).map(({ code }) => code))
  const renamed = read.filter(({ code }) => taken.has(code)).length
  if (renamed > 0) {
    say(`${renamed} codes belong to areas of other levels: these areas are called ${level}-CODE.`)
  }
  return read.map((area) => {
    if (!taken.has(area.code)) return area
    return { ...area, code: checkCode(`${level}-${area.code}`, `${level} ${area.code}`) }
  })
}
