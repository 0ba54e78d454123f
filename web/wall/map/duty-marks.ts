import type { WallPicture } from '../../../server/contract.ts'
import type { AreaTree } from '../../state/area-tree.ts'

/** A grid that somebody on duty looks after: who, and where the grid has its name (degrees). */
export type DutyMark = {
  grid: string
  name: string
  paused: boolean
  at: readonly [lon: number, lat: number]
}

/** One mark a grid; somebody at work before somebody who pauses. Grids that are not `inside` (ids of areas) are left out. */
export function dutyMarks(
  onDuty: WallPicture['onDuty'],
  tree: AreaTree,
  inside: ReadonlySet<number>,
): DutyMark[] {
  const marks = new Map<string, DutyMark>()
  for (const { name, grids, paused } of onDuty) {
    for (const grid of grids) {
      const area = tree.byCode(grid)
      const known = marks.get(grid)
      if (area === null || !inside.has(area.id) || (known && !(known.paused && !paused))) continue
      marks.set(grid, { grid, name, paused, at: [area.label[0]!, area.label[1]!] })
    }
  }
  return [...marks.values()]
}
