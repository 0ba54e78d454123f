import type { Area } from '../../../server/contract.ts'
import type { AreaTree } from '../../state/area-tree.ts'

/**
 * Where something happened, from coarse to fine: the areas between `inside` (which the wall shows anyhow) and the grid, which is
 * left out where something coarser is said. Empty: outside all areas that are known.
 */
export function placeOf(tree: AreaTree, code: string | null, inside: string): Area[] {
  const area = code === null ? null : tree.byCode(code)
  if (area === null) return []
  const path = tree.path(area)
  const from = path.findIndex((one) => one.code === inside)
  const below = path.slice(from + 1)
  return below.length > 1 ? below.filter(({ level }) => level !== 'grid') : below
}
