import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { jsonRows } from '../../db/geo.ts'
import type { CountedName } from '../../domain/evaluation/counts.ts'
import type { CardLevel } from '../../domain/evaluation/indicators.ts'
import type { Card, Closing } from '../figure-schema.ts'
import type { ScoredLevel } from '../score-level.ts'
import type { FrozenIncident, QuarterRecord } from './proof.ts'

/** A closing, and whether it is of the demonstration county. `from`, `to`: RFC 3339. */
export type ClosingRow = Closing & { from: string; to: string }

/** Closed quarters, the last one first; or the one of this name. */
export async function readClosings(db: Db, quarter: string | null = null): Promise<ClosingRow[]> {
  let query = db.selectFrom('quarter_closing').selectAll().orderBy('quarter', 'desc')
  if (quarter !== null) query = query.where('quarter', '=', quarter)
  return (await query.execute()).map((row) => ({
    quarter: row.quarter,
    from: row.starts_at.toISOString(),
    to: row.ends_at.toISOString(),
    closedAt: row.closed_at.toISOString(),
    closedBy: row.closed_by,
    note: row.note,
    scheme: row.scheme,
    release: row.release,
    incidents: row.incidents,
    hash: row.hash,
  }))
}

export async function readClosing(db: Db, quarter: string): Promise<ClosingRow | null> {
  return (await readClosings(db, quarter))[0] ?? null
}

type LevelContent = Pick<ScoredLevel, 'indicators' | 'county'>
type CardContent = Pick<Card, 'figures' | 'context'>

/** Frozen scorecards of a level, the best first. Throws for a quarter that is not closed. */
export async function readFrozenLevel(db: Db, quarter: string, level: CardLevel): Promise<ScoredLevel> {
  const { ranked, content } = await db
    .selectFrom('quarter_level')
    .select(['ranked', 'content'])
    .where('quarter', '=', quarter)
    .where('level', '=', level)
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('quarter_card')
    .selectAll()
    .where('quarter', '=', quarter)
    .where('level', '=', level)
    .orderBy(
      (order) => order.ref('rank'),
      (direction) => direction.asc().nullsLast(),
    )
    .orderBy(sql`code collate "C"`)
    .execute()
  return { ...(content as LevelContent), ranked, cards: rows.map(toCard) }
}

/** One frozen scorecard, or null. */
export async function readFrozenCard(
  db: Db,
  quarter: string,
  level: CardLevel,
  code: string,
): Promise<Card | null> {
  const row = await db
    .selectFrom('quarter_card')
    .selectAll()
    .where('quarter', '=', quarter)
    .where('level', '=', level)
    .where('code', '=', code)
    .executeTakeFirst()
  return row === undefined ? null : toCard(row)
}

function toCard(row: {
  code: string
  name: string
  name_en: string | null
  parent: string | null
  score: number | null
  rank: number | null
  rank_low: number | null
  rank_high: number | null
  content: unknown
}): Card {
  return {
    code: row.code,
    name: row.name,
    nameEn: row.name_en,
    parent: row.parent,
    ...(row.content as CardContent),
    score: row.score,
    rank: row.rank,
    rankLow: row.rank_low,
    rankHigh: row.rank_high,
  }
}

/** For every frozen area the code of the one above. */
export async function readFrozenParents(db: Db, quarter: string): Promise<Map<string, string | null>> {
  const rows = await db
    .selectFrom('quarter_card')
    .select(['code', 'parent'])
    .where('quarter', '=', quarter)
    .where('level', '<>', 'unit')
    .execute()
  return new Map(rows.map(({ code, parent }) => [code, parent]))
}

/** The incidents behind a closed quarter, or those that count for an indicator, by their ids, as far as the transaction sees them. */
export async function readFrozenIncidents(
  trx: Db,
  quarter: string,
  indicator: CountedName | null = null,
): Promise<FrozenIncident[]> {
  const { rows } = await sql<FrozenIncident>`
    select incident_id as id, number, area, unit, counts from quarter_incident
    where quarter = ${quarter} and (${indicator}::text is null or strpos(counts, ${indicator} || ' ') > 0)
    order by incident_id`.execute(trx)
  return rows
}

/** Writes a closing and all that it freezes. */
export async function writeRecord(
  trx: Db,
  { closing, from, to, levels, incidents }: QuarterRecord,
  { hash, demo }: { hash: string; demo: boolean },
): Promise<void> {
  await trx
    .insertInto('quarter_closing')
    .values({
      quarter: closing.quarter,
      starts_at: new Date(from),
      ends_at: new Date(to),
      closed_at: new Date(closing.closedAt),
      closed_by: closing.closedBy,
      note: closing.note,
      scheme: closing.scheme,
      release: closing.release,
      incidents: closing.incidents,
      hash,
      demo,
    })
    .execute()
  const { quarter } = closing
  for (const [level, { indicators, county, ranked, cards }] of Object.entries(levels)) {
    await sql`
      insert into quarter_level (quarter, level, ranked, content)
      values (${quarter}, ${level}, ${ranked}::int, ${JSON.stringify({ indicators, county })}::text::jsonb)`.execute(
      trx,
    )
    const rows = cards.map(({ figures, context, ...card }) => ({ ...card, content: { figures, context } }))
    await sql`
      insert into quarter_card (quarter, level, code, name, name_en, parent, score, rank, rank_low, rank_high, content)
      select ${quarter}, ${level}, code, name, "nameEn", parent, score, rank, "rankLow", "rankHigh", content
      from json_to_recordset(${jsonRows(rows)}) as row(code text, name text, "nameEn" text, parent text,
        score float8, rank int, "rankLow" int, "rankHigh" int, content jsonb)`.execute(trx)
  }
  await sql`
    insert into quarter_incident (quarter, incident_id, number, area, unit, counts)
    select ${quarter}, id, number, area, unit, counts
    from json_to_recordset(${jsonRows(incidents)}) as row(id bigint, number text, area text, unit text, counts text)`.execute(
    trx,
  )
}
