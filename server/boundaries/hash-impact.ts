import { createHash } from 'node:crypto'
import type { Impact } from '../domain/coverage/impact/impact.ts'
import type { Operation } from '../domain/coverage/edit/operation.ts'

/**
 * What an approval binds to: SHA-256, in hexadecimal, over the base release, the operations that are done and what they do
 * to ground, people and care. Incidents are left out, for they come and go by the hour. Surfaces count to a hundredth of a
 * square metre, so that the same ground reckoned in another order is the same.
 */
export function hashImpact(baseRelease: number, operations: readonly Operation[], impact: Impact): string {
  const areas = impact.areas.map(({ code, parent, before, after }) => [
    code,
    parent,
    ...[before, after].map(
      (figures) => figures && [rounded(figures.squareMetres), figures.households, figures.population],
    ),
  ])
  const passages = impact.passages.map(({ from, to, squareMetres, households, population, by }) => [
    from,
    to,
    rounded(squareMetres),
    households,
    population,
    // Said only where it is so: what was approved before there were address points stays approved.
    ...(by === 'addresses' ? [by] : []),
  ])
  const above = impact.above.map(({ code, households, population }) => [code, households, population])
  const assignments = impact.assignments.map(({ from, to }) => [from, to])
  const parts = [areas, passages, above, assignments].map((rows) =>
    rows.map((row) => JSON.stringify(row)).toSorted(),
  )
  const text = JSON.stringify([baseRelease, operations, parts], byName)
  return createHash('sha256').update(text).digest('hex')
}

const rounded = (squareMetres: number): number => Math.round(squareMetres * 100)

/** The database keeps the members of an object in an order of its own. */
function byName(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
