import { LEVELS, type Level } from '../domain/level.ts'

const OFFERED = 50

/** An official code has six digits for the county and three more for each level below it. */
function isOfficial(code: string, level: Level): boolean {
  return /^\d+$/.test(code) && code.length === 6 + 3 * LEVELS.indexOf(level)
}

/**
 * Codes for new areas below a parent, in ascending order: of the official scheme where the parent's is, otherwise the parent's
 * with a number. `isTaken`: whether an area or a draft has or had one.
 */
export function freeCodes(parent: string, level: Level, isTaken: (code: string) => boolean): string[] {
  const official = isOfficial(parent, level)
  const found: string[] = []
  for (let number = 1; number <= 999 && found.length < OFFERED; number++) {
    const code = official ? `${parent}${String(number).padStart(3, '0')}` : `${parent}-${number}`
    if (code.length <= 64 && !isTaken(code)) found.push(code)
  }
  return found
}
