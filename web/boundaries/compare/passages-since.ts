import { diff, type Ground, type Passage } from '../../../server/domain/coverage/impact/diff.ts'
import { OUTSIDE } from '../../../server/domain/coverage/edit/operation.ts'
import { shapeBounds, type Bounds } from '../../../server/domain/coverage/ring.ts'
import type { Shape } from '../../../server/domain/coverage/shape.ts'
import { ROUNDING_SQUARE_METRES } from '../geometry/rounding.ts'

/** Beyond so many areas a difference is nothing to look at piece by piece, and takes seconds to find. */
export const MOST_DIFFERING = 500

/** Stands for land that the draft gives up; no area has such a code. */
const GIVEN_UP = '\u0000'

/**
 * What ground passed between a release and a draft that goes on being changed. What came to an area hangs on its own shape
 * alone, so it is reckoned again only for areas that have another one than before.
 */
export class PassagesSince {
  readonly #then: (Ground & { bounds: Bounds })[]
  readonly #shapes: ReadonlyMap<string, Shape>
  readonly #known = new Map<string, { shape: Shape; passages: Passage[] }>()

  /** `then`: the areas of the release on the ground of the draft; they may reach beyond it. */
  constructor(then: readonly Ground[]) {
    this.#then = then.map((ground) => ({ ...ground, bounds: shapeBounds(ground.shape) }))
    this.#shapes = new Map(then.map(({ code, shape }) => [code, shape]))
  }

  /**
   * `now`: the areas that the draft may change, as it has made them (a shape that is another has other arrays); `givenUp`:
   * ground that it gives to the land outside. Whose ground lies beyond all that now is not known here, so nothing is told
   * of it. Null where more than MOST_DIFFERING areas were to be looked at.
   */
  to(now: readonly Ground[], givenUp: readonly Shape[]): Passage[] | null {
    const left: Ground[] = givenUp.length > 0 ? [{ code: GIVEN_UP, shape: givenUp.flat() }] : []
    const grounds = [...now, ...left]
    if (!this.#look(grounds.filter(({ code, shape }) => this.#known.get(code)?.shape !== shape))) return null
    return grounds.flatMap(({ code }) => this.#known.get(code)!.passages)
  }

  /** Reckons what came to each of these; gives false where they are too many. */
  #look(grounds: readonly Ground[]): boolean {
    const same = new Set<string>()
    for (const { code, shape } of grounds) {
      const then = this.#shapes.get(code)
      if (then && isSame(then, shape)) same.add(code)
    }
    const other = grounds.filter(({ code }) => !same.has(code))
    const bounds = other.map(({ shape }) => shapeBounds(shape))
    const below = this.#then.filter(
      (then) => !same.has(then.code) && bounds.some((box) => meet(box, then.bounds)),
    )
    if (other.length + below.length > MOST_DIFFERING) return false
    const found = other.length > 0 ? diff(below, other) : []
    const told = found.filter(({ squareMetres }) => squareMetres > ROUNDING_SQUARE_METRES)
    for (const { code, shape } of grounds) this.#known.set(code, { shape, passages: passagesTo(code, told) })
    return true
  }
}

function passagesTo(code: string, passages: readonly Passage[]): Passage[] {
  const coming = passages.filter(({ to }) => to === code)
  if (code !== GIVEN_UP) return coming
  return coming.filter(({ from }) => from !== OUTSIDE).map((passage) => ({ ...passage, to: OUTSIDE }))
}

function meet(a: Bounds, b: Bounds): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
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
