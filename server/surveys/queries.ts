import { sql, type Transaction } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import type { SurveyState } from '../domain/survey/survey-state.ts'
import { CodedError } from '../errors.ts'
import type { Survey, SurveyPlan } from './survey-schema.ts'

/** A survey without what is counted of it. */
export type SurveyRow = SurveyPlan & {
  id: number
  state: SurveyState
  version: number
  madeBy: string
  madeAt: Date
  seed: string | null
  release: number | null
  drawnBy: string | null
  drawnAt: Date | null
  closedBy: string | null
  closedAt: Date | null
}

const COLUMNS = sql`id, quarter, wording, targets, total, least, state, version, made_by as "madeBy", made_at as "madeAt", seed, release,
  drawn_by as "drawnBy", drawn_at as "drawnAt", closed_by as "closedBy", closed_at as "closedAt"`

/** All surveys, latest quarter first. */
export async function readSurveys(db: Db): Promise<SurveyRow[]> {
  const { rows } = await sql<SurveyRow>`select ${COLUMNS} from survey order by quarter desc`.execute(db)
  return rows
}

/** Throws unknown_survey. */
export async function readSurvey(db: Db, id: number): Promise<SurveyRow> {
  const { rows } = await sql<SurveyRow>`select ${COLUMNS} from survey where id = ${id}::int`.execute(db)
  return rows[0] ?? unknownSurvey(id)
}

/** Whoever else changes it waits until the transaction ends. Throws unknown_survey. */
export async function lockSurvey(trx: Transaction<Database>, id: number): Promise<SurveyRow> {
  const { rows } = await sql<SurveyRow>`
    select ${COLUMNS} from survey where id = ${id}::int for update`.execute(trx)
  return rows[0] ?? unknownSurvey(id)
}

/** Nobody draws, changes or closes it until the transaction ends; others may hold it so too. Throws unknown_survey. */
export async function holdSurvey(trx: Transaction<Database>, id: number): Promise<SurveyRow> {
  const { rows } = await sql<SurveyRow>`
    select ${COLUMNS} from survey where id = ${id}::int for share`.execute(trx)
  return rows[0] ?? unknownSurvey(id)
}

function unknownSurvey(id: number): never {
  throw new CodedError('unknown_survey', `There is no survey with the id ${id}.`)
}

type Sums = { survey: number; grids: number; places: number; sheets: number }

/** Surveys as they are told, with how many were drawn and have answered. */
export async function showSurveys(db: Db, rows: readonly SurveyRow[]): Promise<Survey[]> {
  const { rows: sums } = await sql<Sums>`
    select survey_id as survey, count(*)::int as grids, sum(jsonb_array_length(places))::int as places,
      (coalesce((select sum(case when withdraws is null then sheets else -sheets end) from survey_entry entry
        where entry.survey_id = survey_grid.survey_id), 0)
      + coalesce((select sum(sheets) from survey_web_answer web
        where web.survey_id = survey_grid.survey_id), 0))::int as sheets
    from survey_grid group by survey_id`.execute(db)
  return rows.map(({ madeAt, drawnAt, closedAt, ...row }) => {
    const { grids, places, sheets } = sums.find(({ survey }) => survey === row.id) ?? NONE
    return {
      ...row,
      madeAt: madeAt.toISOString(),
      drawnAt: drawnAt?.toISOString() ?? null,
      closedAt: closedAt?.toISOString() ?? null,
      grids,
      places,
      sheets,
    }
  })
}

const NONE = { grids: 0, places: 0, sheets: 0 }

export async function showSurvey(db: Db, id: number): Promise<Survey> {
  const [shown] = await showSurveys(db, [await readSurvey(db, id)])
  return shown!
}
