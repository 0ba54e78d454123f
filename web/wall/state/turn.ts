import type { WallPlan } from '../../../server/contract.ts'
import { plainTour, turnAt, type Scene, type WallLayer } from '../../../server/domain/wall/scene.ts'

export type Pin = NonNullable<WallPlan['pin']>

/** What a wall shows now: an area with layers, the which of how many scenes, and until when (server's clock, milliseconds). */
export type Turn = {
  area: string
  layers: readonly WallLayer[]
  index: number
  of: number
  endsAt: number | null
  pin: Pin | null
}

type Plan = { area: string; scenes: readonly Scene[]; pin: Pin | null }

/**
 * Whose turn it is at a moment (server's clock, milliseconds): what is pinned, while it is, or else the tour. Scenes of areas that
 * `knows` does not have are passed over; where none is left, the area of the plan is shown.
 */
export function turnOf({ area, scenes, pin }: Plan, knows: (code: string) => boolean, now: number): Turn {
  const shown = scenes.filter((scene) => knows(scene.area))
  const tour = shown.length > 0 ? shown : plainTour(area, [])
  if (pin !== null && knows(pin.area)) {
    const endsAt = pin.until === null ? null : Date.parse(pin.until)
    if (endsAt === null || now < endsAt) {
      return { area: pin.area, layers: pin.layers, index: 0, of: tour.length, endsAt, pin }
    }
  }
  const { scene, index, endsAt } = turnAt(tour, now)!
  return { area: scene.area, layers: scene.layers, index, of: tour.length, endsAt, pin: null }
}

/** Whether two turns are the same to look at, so that nothing needs to move. */
export function isSameTurn(one: Turn | null, other: Turn): boolean {
  return one !== null && JSON.stringify(one) === JSON.stringify(other)
}
