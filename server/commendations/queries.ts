import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { CommendationAction } from '../domain/commendation/actions.ts'
import type {
  CommendationState,
  DayKind,
  ObjectionSource,
  SubjectKind,
} from '../domain/commendation/state.ts'

type Named = { code: string; name: string; nameEn: string | null }

export type StepRow = {
  action: CommendationAction | 'object' | 'decideObjection'
  to: CommendationState
  by: string
  role: string
  at: string
  words: string | null
}

export type ObjectionRow = {
  id: number
  round: number
  source: ObjectionSource
  words: string
  by: string
  at: string
  decision: { upheld: boolean; words: string; by: string; at: string } | null
}

/** A nomination with its steps and objections, in their order. Days are YYYY-MM-DD. */
export type CommendationRow = {
  id: number
  version: number
  quarter: string
  titleId: number
  kind: SubjectKind
  most: number
  objectionDays: number
  objectionDayKind: DayKind
  operatorId: number | null
  areaId: number | null
  unitId: number | null
  /** Of the account that is linked to the operator whom it is about. */
  subjectAccountId: number | null
  townshipId: number | null
  township: Named | null
  subjectCode: string
  subjectName: string
  subjectNameEn: string | null
  state: CommendationState
  words: string
  wordsEn: string | null
  /** As server/commendations/outcomes.ts has written it. */
  outcomes: unknown
  round: number
  publicisedOn: string | null
  lastObjectionDay: string | null
  notice: { id: number; number: string; dated: string } | null
  changedAt: Date
  steps: StepRow[]
  objections: ObjectionRow[]
  /** How many of its title and quarter were decided or published. */
  taken: number
}

/** Nominations of a quarter, or one by its id, in the order of titles, townships and codes: by no figure. */
export async function readCommendations(
  db: Db,
  { quarter = null, id = null }: { quarter?: string | null; id?: number | null },
): Promise<CommendationRow[]> {
  const { rows } = await sql<CommendationRow>`
    select c.id, c.version, c.quarter, c.title_id as "titleId", title.kind, title.most,
      title.objection_days as "objectionDays", title.objection_day_kind as "objectionDayKind",
      c.operator_id as "operatorId", c.area_id as "areaId", c.unit_id as "unitId",
      operator.account_id as "subjectAccountId", c.township_id as "townshipId",
      case when township.id is not null then json_build_object(
        'code', township.code, 'name', township.name, 'nameEn', township.name_en) end as township,
      c.subject_code as "subjectCode", c.subject_name as "subjectName", c.subject_name_en as "subjectNameEn",
      c.state, c.words, c.words_en as "wordsEn", c.outcomes, c.round,
      c.publicised_on::text as "publicisedOn", c.last_objection_day::text as "lastObjectionDay",
      case when notice.id is not null then json_build_object(
        'id', notice.id, 'number', notice.number, 'dated', notice.dated) end as notice,
      c.changed_at as "changedAt",
      (select json_agg(json_build_object('action', action, 'to', to_state, 'by', actor,
          'role', actor_role, 'at', at, 'words', event.words) order by event.version)
        from commendation_event event where commendation_id = c.id) as steps,
      coalesce((select json_agg(json_build_object('id', objection.id, 'round', round, 'source', source,
          'words', objection.words, 'by', objection.actor, 'at', objection.at,
          'decision', case when decision.objection_id is not null then json_build_object('upheld', upheld,
            'words', decision.words, 'by', decision.actor, 'at', decision.at) end) order by objection.id)
        from commendation_objection objection
        left join commendation_objection_decision decision on decision.objection_id = objection.id
        where commendation_id = c.id), '[]') as objections,
      (select count(*)::int from commendation other where other.title_id = c.title_id and other.quarter = c.quarter
        and other.state in ('decided', 'published')) as taken
    from commendation c
    join commendation_title title on title.id = c.title_id
    left join operator on operator.id = c.operator_id
    left join area township on township.id = c.township_id
    left join commendation_notice notice on notice.id = c.notice_id
    where (${quarter}::text is null or c.quarter = ${quarter}::text) and (${id}::int is null or c.id = ${id}::int)
    order by c.title_id, township.code collate "C" nulls first, c.subject_code collate "C", c.id`.execute(db)
  return rows
}

/** Quarters that have nominations, the latest first. */
export async function readQuarters(db: Db): Promise<string[]> {
  const { rows } = await sql<{ quarter: string }>`
    select distinct quarter from commendation order by quarter desc`.execute(db)
  return rows.map(({ quarter }) => quarter)
}
