import type { Coverage } from '../edit/coverage.ts'
import { ancestors } from '../edit/level-shapes.ts'
import type { Impact } from './impact.ts'
import type { MovedGround } from './moved-ground.ts'

type People = { households: number; population: number }

/**
 * What areas above gain (or lose, negative): with ground that goes to areas elsewhere, and with areas that go to another
 * parent as they are. What is not known counts as nothing.
 */
export function gainsAbove(
  before: Coverage,
  after: Coverage,
  areas: Impact['areas'],
  passages: readonly MovedGround[],
): Impact['above'] {
  const gains = new Map<string, People>()
  /** `except`: the area that the people come from, which has them already where it is one of those above. */
  const add = (coverage: Coverage, code: string, people: People, sign: 1 | -1, except = code): void => {
    const area = coverage.area(code)
    for (const above of area ? ancestors(coverage, area) : []) {
      if (above.code === except) continue
      const gain = gains.get(above.code) ?? { households: 0, population: 0 }
      gain.households += sign * people.households
      gain.population += sign * people.population
      gains.set(above.code, gain)
    }
  }
  for (const { from, to, households, population } of passages) {
    const people = { households: households ?? 0, population: population ?? 0 }
    add(before, from, people, -1)
    add(after, to, people, 1, from)
  }
  for (const { code, before: figures } of areas) {
    const [was, is] = [before.area(code), after.area(code)]
    if (!figures || !was || !is || is.rings.length === 0 || was.parent === is.parent) continue
    const leaving = passages.filter(({ from }) => from === code)
    const staying = (of: 'households' | 'population'): number =>
      leaving.reduce((left, passage) => left - (passage[of] ?? 0), figures[of] ?? 0)
    const people = { households: staying('households'), population: staying('population') }
    add(before, code, people, -1)
    add(after, code, people, 1)
  }
  return [...gains]
    .filter(([, { households, population }]) => households !== 0 || population !== 0)
    .map(([code, gain]) => ({ code, ...gain }))
}
