import { levelBelow, type Level } from '../domain/level.ts'
import type { AreaNode } from './area-index.ts'

/** The level of an area's parts when none is asked for: that of the areas right below it, whatever levels are left out. */
export function partsLevel(area: AreaNode): Level {
  return area.children[0]?.level ?? levelBelow(area.level) ?? 'grid'
}
