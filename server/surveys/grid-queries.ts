import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { DrawnPlace } from '../domain/survey/draw.ts'
import { addAnswers, noAnswers, type Answers, type Counts } from '../domain/survey/question.ts'

/** An area by its id, as the map and the lists name it. */
export type NamedArea = { id: number; code: string; name: string; nameEn: string | null }

/** A grid of a sample, in the village and the township where it was then. */
export type SampledGrid = NamedArea & {
  surveyId: number
  villageId: number | null
  townshipId: number | null
  households: number
  places: number
}

const NAMED = sql`area.id, area.code, area.name, area.name_en as "nameEn"`

/** The grids of some surveys, by code. */
export async function readSampledGrids(db: Db, surveyIds: readonly number[]): Promise<SampledGrid[]> {
  const { rows } = await sql<SampledGrid>`
    select ${NAMED}, survey_id as "surveyId", village_id as "villageId", township_id as "townshipId",
      survey_grid.households, jsonb_array_length(places) as places
    from survey_grid join area on area.id = grid_id
    where survey_id in (select value::int from json_array_elements_text(${JSON.stringify(surveyIds)}::text::json))
    order by area.code collate "C"`.execute(db)
  return rows
}

/** What was drawn in a grid; null where nothing was. */
export async function readDrawnPlaces(
  db: Db,
  surveyId: number,
  gridId: number,
): Promise<{ households: number; places: DrawnPlace[] } | null> {
  const row = await db
    .selectFrom('survey_grid')
    .select(['households', 'places'])
    .where('survey_id', '=', surveyId)
    .where('grid_id', '=', gridId)
    .executeTakeFirst()
  return row ?? null
}

/** Areas by their ids, whether they still are or not. */
export async function readNamedAreas(db: Db): Promise<Map<number, NamedArea>> {
  const { rows } = await sql<NamedArea>`select ${NAMED} from area`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** What was answered in each grid of a survey, on paper and by code; by `surveyId gridId`. */
export type AnswersByGrid = Map<string, { paper: Answers; web: Answers }>

export const gridKey = (surveyId: number, gridId: number): string => `${surveyId} ${gridId}`

/** What stands of what was answered: entries less those that were taken back, and what came by codes. */
export async function readAnswers(db: Db, surveyIds: readonly number[]): Promise<AnswersByGrid> {
  const { rows } = await sql<{
    surveyId: number
    gridId: number
    web: boolean
    taken: boolean
    sheets: number
    counts: Counts
  }>`
    with wanted as (select value::int as id from json_array_elements_text(${JSON.stringify(surveyIds)}::text::json))
    select survey_id as "surveyId", grid_id as "gridId", false as web, withdraws is not null as taken, sheets, counts
    from survey_entry where survey_id in (select id from wanted)
    union all
    select survey_id, grid_id, true, false, sheets, counts
    from survey_web_answer where survey_id in (select id from wanted)`.execute(db)
  const found: AnswersByGrid = new Map()
  for (const { surveyId, gridId, web, taken, ...answers } of rows) {
    const key = gridKey(surveyId, gridId)
    const known = found.get(key) ?? { paper: noAnswers(), web: noAnswers() }
    if (web) known.web = addAnswers(known.web, answers)
    else known.paper = addAnswers(known.paper, answers, taken ? -1 : 1)
    found.set(key, known)
  }
  return found
}

/** How many codes of each grid of a survey were printed and not used. */
export async function countCodes(db: Db, surveyId: number): Promise<Map<number, number>> {
  const { rows } = await sql<{ gridId: number; codes: number }>`
    select grid_id as "gridId", count(*)::int as codes from survey_code where survey_id = ${surveyId}::int
    group by grid_id`.execute(db)
  return new Map(rows.map(({ gridId, codes }) => [gridId, codes]))
}
