import type { Transaction } from 'kysely'
import type { Database } from '../db/types.ts'
import type { Coverage } from '../domain/coverage/edit/coverage.ts'
import { impact, type Impact, type KnownFigures } from '../domain/coverage/impact/impact.ts'
import { OUTSIDE } from '../domain/coverage/edit/operation.ts'
import type { Shape } from '../domain/coverage/shape.ts'
import { addressesInside } from './addresses.ts'
import type { ReleaseCoverage } from './coverage-cache.ts'
import { incidentsInside } from './ground.ts'
import { readAnsweredOn, readOperatorsOn } from './ground-queries.ts'
import type { Played } from './play-draft.ts'

/** What a draft that was played on a release does, by the people, addresses, operators and incidents of today; asked in a scope. */
export async function reckonImpact(
  trx: Transaction<Database>,
  { coverage: before, facts }: ReleaseCoverage,
  { coverage: after, touched }: Played,
  today: string,
): Promise<Impact> {
  const leaves = [...touched].filter((code) => facts.has(code) && before.area(code)!.rings.length > 0)
  const ids = leaves.map((code) => facts.get(code)!.id)
  const operators = await readOperatorsOn(trx, ids, today)
  const answered = await readAnsweredOn(trx, ids, today)
  const known = new Map(
    leaves.map((code): [string, KnownFigures] => {
      const { id, households, population } = facts.get(code)!
      return [
        code,
        { households, population, operators: operators.get(id) ?? [], answered: answered.has(id) },
      ]
    }),
  )
  const shapes = [...shapesOf(before, touched), ...shapesOf(after, touched)]
  const incidents = await incidentsInside(trx, shapes)
  const placed = {
    x: incidents.map(({ x }) => x),
    y: incidents.map(({ y }) => y),
    open: incidents.map(({ open }) => Number(open)),
    year: incidents.map(({ year }) => Number(year)),
  }
  return impact(before, after, touched, known, placed, await addressesInside(trx, shapesOf(before, touched)))
}

/** The shapes of those that have no finer areas. */
function shapesOf(coverage: Coverage, codes: Iterable<string>): Shape[] {
  return [...codes].flatMap((code) => {
    const area = code === OUTSIDE ? null : coverage.area(code)
    return area && area.rings.length > 0 ? [coverage.shapeOf(area)] : []
  })
}
