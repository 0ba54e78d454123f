import type { Area } from '../../../server/contract.ts'
import type { Level } from '../../../server/domain/level.ts'
import type { AreaTree } from '../../state/area-tree.ts'

/** The area that is looked at, and the level of its parts: as asked for, where there is such and the viewer sees it. */
export function lookedAt(
  tree: AreaTree,
  homes: readonly string[] | null,
  { area: asked, level }: { area: string | null; level: Level | null },
): { area: Area; level: Level } {
  const roots = homes === null ? [tree.root!] : homes.flatMap((code) => tree.byCode(code) ?? [])
  const found = asked === null ? null : tree.byCode(asked)
  const seen = found !== null && tree.path(found).some((step) => roots.includes(step))
  const area = found !== null && seen ? found : (roots[0] ?? tree.root!)
  const levels = tree.levelsBelow(area)
  return { area, level: levels.find((name) => name === level) ?? levels[0] ?? area.level }
}
