import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import type { SurveyRow } from './queries.ts'

/** A grid of a survey's sample by its code. Throws unknown_area for one in which nobody was drawn. */
export async function knownGrid(
  db: Db,
  survey: SurveyRow,
  code: string,
): Promise<{ id: number; code: string; places: number }> {
  const row = await db
    .selectFrom('survey_grid')
    .innerJoin('area', 'area.id', 'grid_id')
    .select(['area.id', 'area.code', 'places'])
    .where('survey_id', '=', survey.id)
    .where('area.code', '=', code)
    .executeTakeFirst()
  if (row) return { ...row, places: row.places.length }
  throw new CodedError('unknown_area', `Nobody was drawn in "${code}" for the survey of ${survey.quarter}.`)
}
