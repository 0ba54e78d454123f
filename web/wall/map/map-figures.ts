import type { WallPoint } from './point-glyph.ts'

export const DAY_MS = 86_400_000

/** What the map draws, for its legend: the top of the heat (per km²), the points, and how many grids have somebody on duty. */
export type MapFigures = { heatTop: number | null; drawn: readonly WallPoint[]; marks: number }
