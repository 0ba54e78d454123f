import { sql } from 'kysely'
import { readInViewersScope } from '../accounts/scope.ts'
import type { OutcomeName } from '../domain/commendation/outcomes.ts'
import type { IncidentBehind } from './contract.ts'
import type { Means, Who } from './means.ts'
import type { FrozenOutcomes } from './outcomes.ts'
import { readCommendations } from './queries.ts'
import { seesCommendation, unknownCommendation } from './sight.ts'

/**
 * The incidents behind one outcome, as far as the viewer sees them, the latest first; and how many there are in all. None behind
 * a scorecard, which opens its own. Throws unknown_commendation.
 */
export async function readBehind(
  { db }: Means,
  who: Who,
  id: number,
  { outcome, part }: { outcome: OutcomeName; part: 'numerator' | 'denominator' },
): Promise<{ total: number; items: IncidentBehind[] }> {
  const [row] = await readCommendations(db, { id })
  if (!row || !seesCommendation(who, row)) throw unknownCommendation(id)
  const frozen = row.outcomes as FrozenOutcomes
  if (frozen.basis === 'scorecard') return { total: 0, items: [] }
  const { hits, incidents } = frozen.outcomes[outcome]
  const ids = part === 'numerator' ? hits : incidents
  const items = await readInViewersScope(db, who, async (trx) => {
    const { rows } = await sql<Omit<IncidentBehind, 'occurredAt'> & { occurredAt: Date }>`
      select id, number, title, category_code as category, state, occurred_at as "occurredAt" from incident
      where id = any (${`{${ids.join()}}`}::text::bigint[]) order by occurred_at desc, id desc`.execute(trx)
    return rows.map((found) => ({ ...found, occurredAt: found.occurredAt.toISOString() }))
  })
  return { total: ids.length, items }
}
