import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import { drawHouseholds, placeHouseholds, type DrawnPlace } from '../domain/survey/draw.ts'
import { planFrame, readFrame, type FrameGrid } from './sample-frame.ts'

export type DrawnGrid = {
  grid: number
  village: number | null
  township: number | null
  households: number
  places: DrawnPlace[]
}

type Sample = { seed: string; total: number; least: number }

/** The households that a seed draws in the grids of now. */
export async function drawSample(db: Db, areas: AreaIndex, sample: Sample): Promise<DrawnGrid[]> {
  return drawFrom(await readFrame(db, areas), sample)
}

/** The same from a frame that is known. Grids of which nobody is asked are left out. */
export function drawFrom(frame: readonly FrameGrid[], sample: Sample): DrawnGrid[] {
  const counts = planFrame(frame, sample)
  return frame.flatMap(({ grid, village, township, households, points }, i): DrawnGrid[] => {
    const count = counts[i]!
    if (count === 0) return []
    const drawn = drawHouseholds(sample.seed, grid.code, { households, count })
    return [
      {
        grid: grid.id,
        village: village?.id ?? null,
        township: township?.id ?? null,
        households,
        places: placeHouseholds(drawn, points),
      },
    ]
  })
}
