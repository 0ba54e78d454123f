import { diff, type Ground, type Passage } from '../../../server/domain/coverage/impact/diff.ts'
import { OUTSIDE } from '../../../server/domain/coverage/edit/operation.ts'
import type { Shape } from '../../../server/domain/coverage/shape.ts'
import { ROUNDING_SQUARE_METRES } from '../geometry/rounding.ts'

/** Beyond so many areas a difference is nothing to look at piece by piece, and takes long to find. */
export const MOST_DIFFERING = 1500

/** Stands for land that the draft gives up; no area has such a code. */
const GIVEN_UP = '\u0000'

/**
 * What ground passed between another release and a draft. `then`: the areas of the release on the ground of the draft, which
 * may reach beyond it; `now`: the areas that the draft may change, as it has made them; `givenUp`: ground that it gives to
 * the land outside. Whose ground lies beyond all that now is not known here, so nothing is told of it. Null where more than
 * MOST_DIFFERING areas differ.
 */
export function passagesSince(
  then: readonly Ground[],
  now: readonly Ground[],
  givenUp: readonly Shape[],
): Passage[] | null {
  const [old, fresh] = [without(then, now), without(now, then)]
  if (old.length + fresh.length > MOST_DIFFERING) return null
  const left = givenUp.map((shape): Ground => ({ code: GIVEN_UP, shape }))
  return diff(old, [...fresh, ...left])
    .filter(({ to, squareMetres }) => to !== '' && squareMetres > ROUNDING_SQUARE_METRES)
    .map((passage) => (passage.to === GIVEN_UP ? { ...passage, to: OUTSIDE } : passage))
    .filter(({ from, to }) => from !== to)
}

/** Those that are not in the other list as they are. */
function without(grounds: readonly Ground[], others: readonly Ground[]): Ground[] {
  const shapes = new Map(others.map(({ code, shape }) => [code, shape]))
  return grounds.filter(({ code, shape }) => {
    const other = shapes.get(code)
    return other === undefined || !isSame(shape, other)
  })
}

function isSame(a: Shape, b: Shape): boolean {
  const [rings, others] = [a.flat(), b.flat()]
  return (
    a.length === b.length &&
    rings.length === others.length &&
    rings.every((ring, i) => {
      const other = others[i]!
      return ring.length === other.length && ring.every((unit, at) => unit === other[at])
    })
  )
}
