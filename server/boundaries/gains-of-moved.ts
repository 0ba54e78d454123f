import type { Coverage } from '../domain/coverage/edit/coverage.ts'
import type { Impact } from '../domain/coverage/impact/impact.ts'
import { ancestors } from '../domain/coverage/edit/level-shapes.ts'

/** What areas above gain, with what moves because areas went to other parents as they are: people who stay in their grid. */
export function withMovedAreas(before: Coverage, after: Coverage, impact: Impact): Impact['above'] {
  const gains = new Map(impact.above.map(({ code, ...gain }) => [code, gain]))
  for (const { code, before: figures } of impact.areas) {
    const [was, is] = [before.area(code), after.area(code)]
    if (!figures || !was || !is || is.rings.length === 0 || was.parent === is.parent) continue
    const leaving = impact.passages.filter(({ from }) => from === code)
    const staying = (of: 'households' | 'population') =>
      leaving.reduce((left, passage) => left - (passage[of] ?? 0), figures[of] ?? 0)
    const add = (coverage: Coverage, area: typeof was, sign: 1 | -1) => {
      for (const above of ancestors(coverage, area)) {
        const gain = gains.get(above.code) ?? { households: 0, population: 0 }
        gain.households += sign * staying('households')
        gain.population += sign * staying('population')
        gains.set(above.code, gain)
      }
    }
    add(before, was, -1)
    add(after, is, 1)
  }
  return [...gains]
    .filter(([, { households, population }]) => households !== 0 || population !== 0)
    .map(([code, gain]) => ({ code, ...gain }))
}
