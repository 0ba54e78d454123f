/** The four levels of a county, coarse to fine. Every level tiles the one above it. */
export const LEVELS = ['county', 'township', 'village', 'grid'] as const
export type Level = (typeof LEVELS)[number]

/** The level right below, or null below a grid. */
export function levelBelow(level: Level): Level | null {
  return LEVELS[LEVELS.indexOf(level) + 1] ?? null
}
