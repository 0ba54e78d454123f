/** What a scene can draw above the boundaries: heat or points of the last 24 hours, and which grids have somebody on duty. */
export const WALL_LAYERS = ['heat', 'points', 'duty'] as const
export type WallLayer = (typeof WALL_LAYERS)[number]

/** One picture of a tour: an area by its code, for so many seconds, with these layers. */
export type Scene = { area: string; seconds: number; layers: readonly WallLayer[] }

export const FEWEST_SECONDS = 5
export const MOST_SECONDS = 600
export const MOST_SCENES = 60

/** How a whole area is shown where nobody says otherwise, and how each part of it: the whole longest. */
export const WHOLE_SCENE: Omit<Scene, 'area'> = { seconds: 60, layers: ['heat', 'duty'] }
export const PART_SCENE: Omit<Scene, 'area'> = { seconds: 20, layers: ['points', 'duty'] }

/** The tour of a display that has none of its own: its area, then each of the parts in their order. */
export function plainTour(area: string, parts: readonly string[]): Scene[] {
  return [{ area, ...WHOLE_SCENE }, ...parts.map((part) => ({ area: part, ...PART_SCENE }))]
}

export type Turn<Of extends { seconds: number }> = { scene: Of; index: number; endsAt: number }

/**
 * Which scene a tour shows at a moment (milliseconds by the server's clock), and until when. It follows from the clock alone, so that
 * all screens of a wall show the same, also one that was switched on a moment ago. Null without scenes.
 */
export function turnAt<Of extends { seconds: number }>(scenes: readonly Of[], now: number): Turn<Of> | null {
  const round = scenes.reduce((sum, { seconds }) => sum + seconds * 1000, 0)
  if (round === 0) return null
  let start = now - (((now % round) + round) % round)
  for (const [index, scene] of scenes.entries()) {
    const endsAt = start + scene.seconds * 1000
    if (now < endsAt) return { scene, index, endsAt }
    start = endsAt
  }
  return null
}
