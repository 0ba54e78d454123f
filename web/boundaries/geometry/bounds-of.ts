import { ancestors } from '../../../server/domain/coverage/edit/level-shapes.ts'
import type { Bounds } from '../../map/map-context.svelte.ts'
import type { Workbench } from '../studio/workbench.svelte.ts'
import { knownShape } from './area-at.ts'

/** Degrees around an area, whatever its level, as it was before the draft or is now; around all live areas when it is neither. */
export function boundsOf({ edit }: Workbench, code: string): Bounds {
  const box = [Infinity, Infinity, -Infinity, -Infinity]
  const include = (isIn: (leafCode: string, above: readonly string[]) => boolean): void => {
    for (const coverage of [edit.base, edit.coverage]) {
      for (const leaf of coverage.leaves()) {
        const above = ancestors(coverage, leaf).map((area) => area.code)
        if (!isIn(leaf.code, above)) continue
        const { bounds } = knownShape(coverage, leaf)
        for (const i of [0, 1]) box[i] = Math.min(box[i]!, bounds[i]!)
        for (const i of [2, 3]) box[i] = Math.max(box[i]!, bounds[i]!)
      }
    }
  }
  include((leaf, above) => leaf === code || above.includes(code))
  if (!Number.isFinite(box[0])) include((leaf) => edit.isLive(leaf))
  return box.map((units) => units / 1e7) as unknown as Bounds
}
