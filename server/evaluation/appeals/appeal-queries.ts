import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { CountedName, Counts } from '../../domain/evaluation/counts.ts'
import type { CardLevel } from '../../domain/evaluation/indicators.ts'
import type { Appeal } from '../closing-contract.ts'

/** An appeal as it is kept; `parent`: of the card that it is about. */
export type AppealRow = Omit<Appeal, 'mayDecide'> & { parent: string | null }

type Row = {
  id: number
  quarter: string
  level: CardLevel
  code: string
  name: string
  nameEn: string | null
  parent: string | null
  indicator: CountedName
  frozenNumerator: number
  frozenDenominator: number
  incidentId: number | null
  incidentNumber: string | null
  reason: string
  madeBy: string
  madeAt: Date
  outcome: 'upheld' | 'rejected' | null
  words: string
  decidedBy: string
  decidedAt: Date
  numerator: number | null
  denominator: number | null
}

/** Appeals, open ones first, then the last made; of one quarter, or the one of an id. */
export async function readAppeals(
  db: Db,
  { quarter = null, id = null }: { quarter?: string | null; id?: number | null },
): Promise<AppealRow[]> {
  const { rows } = await sql<Row>`
    select appeal.id, appeal.quarter, appeal.level, appeal.code, card.name, card.name_en as "nameEn", card.parent, indicator,
      frozen_numerator as "frozenNumerator", frozen_denominator as "frozenDenominator",
      incident_id as "incidentId", incident_number as "incidentNumber", reason, made_by as "madeBy", made_at as "madeAt",
      outcome, words, decided_by as "decidedBy", decided_at as "decidedAt", numerator, denominator
    from quarter_appeal appeal
    join quarter_card card using (quarter, level, code)
    left join quarter_appeal_decision on appeal_id = appeal.id
    where (${quarter}::text is null or appeal.quarter = ${quarter}) and (${id}::int is null or appeal.id = ${id}::int)
    order by outcome is not null, made_at desc, appeal.id desc`.execute(db)
  return rows.map(toAppeal)
}

function toAppeal(row: Row): AppealRow {
  const { id, quarter, level, code, name, nameEn, parent, indicator, reason, madeBy, outcome } = row
  const { numerator, denominator } = row
  return {
    id,
    quarter,
    level,
    code,
    name,
    nameEn,
    parent,
    indicator,
    frozen: { numerator: row.frozenNumerator, denominator: row.frozenDenominator },
    incident: row.incidentId === null ? null : { id: row.incidentId, number: row.incidentNumber! },
    reason,
    madeBy,
    madeAt: row.madeAt.toISOString(),
    decision:
      outcome === null
        ? null
        : {
            outcome,
            words: row.words,
            decidedBy: row.decidedBy,
            decidedAt: row.decidedAt.toISOString(),
            corrected: numerator === null || denominator === null ? null : { numerator, denominator },
          },
  }
}

export type NewAppeal = {
  quarter: string
  level: CardLevel
  code: string
  indicator: CountedName
  frozen: Counts
  incident: { id: number; number: string } | null
  reason: string
  madeBy: string
  at: number
}

/** Puts an appeal on file and returns its id. */
export async function writeAppeal(trx: Db, appeal: NewAppeal): Promise<number> {
  const { id } = await trx
    .insertInto('quarter_appeal')
    .values({
      quarter: appeal.quarter,
      level: appeal.level,
      code: appeal.code,
      indicator: appeal.indicator,
      frozen_numerator: appeal.frozen.numerator,
      frozen_denominator: appeal.frozen.denominator,
      incident_id: appeal.incident?.id ?? null,
      incident_number: appeal.incident?.number ?? null,
      reason: appeal.reason,
      made_by: appeal.madeBy,
      made_at: new Date(appeal.at),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type NewDecision = {
  appealId: number
  outcome: 'upheld' | 'rejected'
  words: string
  corrected: Counts | null
  by: string
  at: number
}

/** Decides an appeal where nobody was faster; returns whether it did. */
export async function writeDecision(trx: Db, decision: NewDecision): Promise<boolean> {
  const { rows } = await sql`
    insert into quarter_appeal_decision (appeal_id, outcome, words, decided_by, decided_at, numerator, denominator)
    values (${decision.appealId}::int, ${decision.outcome}, ${decision.words}, ${decision.by},
      ${new Date(decision.at)}::timestamptz, ${decision.corrected?.numerator ?? null}::int,
      ${decision.corrected?.denominator ?? null}::int)
    on conflict do nothing returning appeal_id`.execute(trx)
  return rows.length > 0
}

/** How many of these appeals are open, and how the others were decided. */
export function countAppeals(appeals: readonly Pick<AppealRow, 'decision'>[]): {
  open: number
  upheld: number
  rejected: number
} {
  const count = (outcome: 'upheld' | 'rejected' | undefined): number =>
    appeals.filter(({ decision }) => decision?.outcome === outcome).length
  return { open: count(undefined), upheld: count('upheld'), rejected: count('rejected') }
}

/** The open appeal that says the same of a figure; null: there is none. */
export async function readOpenAppeal(
  trx: Db,
  { quarter, level, code, indicator, incident }: Omit<NewAppeal, 'reason' | 'frozen' | 'madeBy' | 'at'>,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select id from quarter_appeal appeal
    where quarter = ${quarter} and level = ${level} and code = ${code} and indicator = ${indicator}
      and incident_id is not distinct from ${incident?.id ?? null}::bigint
      and not exists (select from quarter_appeal_decision where appeal_id = appeal.id)
    limit 1`.execute(trx)
  return rows[0]?.id ?? null
}
