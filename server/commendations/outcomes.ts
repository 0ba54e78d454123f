import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { countOutcomes, OUTCOMES, type Outcomes } from '../domain/commendation/outcomes.ts'
import type { Quarter } from '../domain/quarter.ts'
import { localDate, localMidnight } from '../domain/local-date.ts'
import { CodedError } from '../errors.ts'
import type { Figures } from './schema.ts'
import type { OutcomeSources, Scorecard } from './sources.ts'
import type { KnownSubject } from './subject.ts'

type Grid = Figures['grids'][number]

/** As it is frozen with a nomination (commendation.outcomes). */
export type FrozenOutcomes =
  { basis: 'grids'; grids: Grid[]; outcomes: Outcomes } | ({ basis: 'scorecard' } & Scorecard)

/** A grid that somebody led or covered, in milliseconds since 1970: [from, to). */
type Span = { areaId: number; from: number; to: number; grid: Grid }

/**
 * What a nomination of a subject for a quarter names. Throws commendation_refused for an operator who looked after no grid
 * then, and for a township or unit whose quarter is not closed.
 */
export async function reckonOutcomes(
  db: Db,
  sources: OutcomeSources,
  subject: KnownSubject,
  quarter: Quarter,
  offsetMs: (ms: number) => number,
): Promise<FrozenOutcomes> {
  if (subject.kind !== 'operator') {
    const scorecard = await sources.readScorecard(db, {
      quarter: quarter.name,
      level: subject.kind,
      code: subject.code,
    })
    if (scorecard === null) throw none(subject, quarter, 'quarter', 'has no closed scorecard')
    return { basis: 'scorecard', ...scorecard }
  }
  const spans = await readSpans(db, subject.id, quarter, offsetMs)
  if (spans.length === 0) throw none(subject, quarter, 'grids', 'led or covered no grid')
  const areaIds = [...new Set(spans.map(({ areaId }) => areaId))]
  const facts = await sources.readFacts(db, { ...quarter, areaIds })
  const own = facts.filter(({ areaId, at }) =>
    spans.some((span) => span.areaId === areaId && span.from <= at && at < span.to),
  )
  const grids = new Map(spans.map(({ grid }) => [grid.code, grid]))
  return {
    basis: 'grids',
    grids: [...grids.values()].sort((a, b) => (a.code < b.code ? -1 : 1)),
    outcomes: countOutcomes(own),
  }
}

/** The figures of it, without the incidents behind. */
export function figuresOf(frozen: FrozenOutcomes): Figures {
  if (frozen.basis === 'scorecard') return { grids: [], ...frozen }
  const items = OUTCOMES.map((name) => {
    const { numerator, denominator } = frozen.outcomes[name]
    return { name, numerator, denominator }
  })
  return { basis: 'grids', grids: frozen.grids, isClosed: false, score: null, items }
}

/** The grids that an operator led or covered in a quarter, and from when to when. A backup stands in for nobody yet. */
async function readSpans(
  db: Db,
  operatorId: number,
  quarter: Quarter,
  offsetMs: (ms: number) => number,
): Promise<Span[]> {
  const { rows } = await sql<{ areaId: number; from: string | null; until: string | null } & Grid>`
    select area.id as "areaId", area.code, area.name, area.name_en as "nameEn",
      lower(valid)::text as "from", upper(valid)::text as until
    from assignment join area on area.id = grid_id
    where operator_id = ${operatorId}::int and role in ('lead', 'cover')
      and valid && daterange(${localDate(quarter.from, offsetMs)}::date, ${localDate(quarter.to, offsetMs)}::date)
    order by area.code collate "C", lower(valid)`.execute(db)
  const startOf = (day: string): number => localMidnight(day, offsetMs)
  return rows.map(({ areaId, from, until, ...grid }) => ({
    areaId,
    from: Math.max(quarter.from, from === null ? quarter.from : startOf(from)),
    to: Math.min(quarter.to, until === null ? quarter.to : startOf(until)),
    grid,
  }))
}

function none(
  subject: KnownSubject,
  quarter: Quarter,
  why: 'quarter' | 'grids',
  meaning: string,
): CodedError {
  return new CodedError('commendation_refused', `"${subject.code}" ${meaning} in ${quarter.name}.`, { why })
}
