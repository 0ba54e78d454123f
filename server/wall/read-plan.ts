import { isInside, type AreaIndex, type AreaNode } from '../areas/area-index.ts'
import { pinNow } from '../displays/pin-now.ts'
import { plainTour, type Scene } from '../domain/wall/scene.ts'
import type { WallPlan } from './contract.ts'
import type { PlanRow } from './plan-queries.ts'

/** What a wall shows of an area: by what is kept of its display; null: a person looks at it. */
export function planOf(
  row: PlanRow | null,
  { area, areas, now }: { area: AreaNode; areas: AreaIndex; now: number },
): Pick<WallPlan, 'area' | 'language' | 'theme' | 'sound' | 'scenes' | 'pin'> {
  const shown = (code: string) => {
    const node = areas.byCode(code)
    return node !== null && isInside(node, area)
  }
  const plain = plainTour(
    area.code,
    area.children.map(({ code }) => code),
  )
  // Areas that are no more, or lie outside of what the display was paired for, are passed over.
  const own = row?.scenes?.filter((scene) => shown(scene.area)) ?? []
  return {
    area: area.code,
    language: row?.language ?? null,
    theme: row?.theme ?? null,
    sound: row?.sound ?? false,
    scenes: (own.length > 0 ? own : plain).map((scene: Scene) => ({ ...scene, layers: [...scene.layers] })),
    pin: row && pinNow(row, shown, now),
  }
}
