import type { AreaIndex, AreaNode } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import { allocate } from '../domain/survey/allocate.ts'
import { inOrder, type AddressPlace } from '../domain/survey/draw.ts'
import type { Level } from '../domain/level.ts'
import { CodedError } from '../errors.ts'

/** How many address points are placed before others get their turn. */
const POINTS_A_TURN = 20_000

/** A grid that can be drawn from: its households, and where they live if address points say so. */
export type FrameGrid = {
  grid: Pick<AreaNode, 'id' | 'code' | 'name' | 'nameEn'>
  village: Pick<AreaNode, 'id' | 'code'> | null
  township: Pick<AreaNode, 'id' | 'code'> | null
  households: number
  points: AddressPlace[]
}

/**
 * What a sample is drawn from: every grid of now that has households. A grid with address points has the households of these; any other
 * as many as are on file, numbered from 1. Throws invalid_input where no grid has any.
 */
export async function readFrame(db: Db, areas: AreaIndex): Promise<FrameGrid[]> {
  const pointsOf = new Map<AreaNode, AddressPlace[]>()
  const points = await db.selectFrom('address_point').select(['x', 'y', 'households']).orderBy('id').execute()
  for (const [i, point] of points.entries()) {
    if (i % POINTS_A_TURN === POINTS_A_TURN - 1) await new Promise(setImmediate)
    const grid = areas.locate(point.x, point.y)
    if (grid === null) continue
    const known = pointsOf.get(grid)
    if (known) known.push(point)
    else pointsOf.set(grid, [point])
  }
  const grids = areas.county === null ? [] : areas.within(areas.county, 'grid')
  const frame = grids.flatMap((grid): FrameGrid[] => {
    const placed = inOrder(pointsOf.get(grid) ?? [])
    const counted = placed.reduce((sum, { households }) => sum + households, 0)
    const households = counted > 0 ? counted : (grid.households ?? 0)
    if (households === 0) return []
    const above = (wanted: Level) => areas.path(grid).find(({ level }) => level === wanted) ?? null
    return [{ grid, village: above('village'), township: above('township'), households, points: placed }]
  })
  if (frame.length > 0) return frame
  throw new CodedError('invalid_input', 'No grid has a number of households, so none can be drawn.')
}

/** How many households of each grid are asked, in the order of the frame. */
export function planFrame(
  frame: readonly FrameGrid[],
  { total, least }: { total: number; least: number },
): number[] {
  return allocate(
    frame.map(({ households }) => households),
    { total, least },
  )
}
