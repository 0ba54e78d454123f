import { sql } from 'kysely'
import type { AreaIndex } from '../areas/area-index.ts'
import { takeLock } from '../db/advisory-lock.ts'
import type { Db } from '../db/connect.ts'
import { readAnswerCode } from '../domain/survey/answer-code.ts'
import {
  addAnswers,
  countReply,
  noAnswers,
  QUESTIONS,
  type Counts,
  type Reply,
} from '../domain/survey/question.ts'
import { CodedError } from '../errors.ts'
import type { AskedSurvey } from './answer-contract.ts'
import { countAnswered } from './entries.ts'
import { readDrawnPlaces } from './grid-queries.ts'
import { hashCode } from './print-sheet.ts'
import { readSurvey } from './queries.ts'
import { readWording } from './wordings.ts'

/** What a code is asked. Throws unknown_answer_code. */
export async function askByCode(db: Db, areas: AreaIndex, typed: string): Promise<AskedSurvey> {
  const hash = hashOf(typed)
  const row = await db
    .selectFrom('survey_code')
    .select('survey_id as surveyId')
    .where('code_hash', '=', hash)
    .executeTakeFirst()
  if (row === undefined) throw unknownCode()
  const survey = await readSurvey(db, row.surveyId)
  return {
    county: areas.county?.name ?? '',
    countyEn: areas.county?.nameEn ?? null,
    quarter: survey.quarter,
    questions: await readWording(db, survey.wording),
  }
}

/**
 * Adds what a household says to the sums of its grid, and forgets its code. Nothing is left that says when, or whose answer it was. Throws
 * unknown_answer_code; invalid_input where every question is left out.
 */
export async function answerByCode(db: Db, typed: string, reply: Reply): Promise<void> {
  if (QUESTIONS.every((question) => reply[question] === null))
    throw new CodedError('invalid_input', '"reply" must answer at least one question.')
  await db.transaction().execute(async (trx) => {
    await takeLock(trx, 'surveys')
    const { rows } = await sql<{ surveyId: number; gridId: number }>`
      delete from survey_code using survey
      where code_hash = ${hashOf(typed)} and survey.id = survey_id and survey.state = 'open'
      returning survey_id as "surveyId", grid_id as "gridId"`.execute(trx)
    const [at] = rows
    if (at === undefined) throw unknownCode()
    const { places } = (await readDrawnPlaces(trx, at.surveyId, at.gridId))!
    if ((await countAnswered(trx, at.surveyId, at.gridId)) >= places.length) throw unknownCode()
    const known = await sql<{ sheets: number; counts: Counts }>`
      select sheets, counts from survey_web_answer
      where survey_id = ${at.surveyId}::int and grid_id = ${at.gridId}::int`.execute(trx)
    const { sheets, counts } = addAnswers(known.rows[0] ?? noAnswers(), countReply(reply))
    await sql`
      insert into survey_web_answer (survey_id, grid_id, sheets, counts)
      values (${at.surveyId}::int, ${at.gridId}::int, ${sheets}::int, ${JSON.stringify(counts)}::text::jsonb)
      on conflict (survey_id, grid_id) do update set sheets = excluded.sheets, counts = excluded.counts`.execute(
      trx,
    )
  })
}

function hashOf(typed: string): string {
  const code = readAnswerCode(typed)
  if (code === null) throw unknownCode()
  return hashCode(code)
}

function unknownCode(): CodedError {
  return new CodedError(
    'unknown_answer_code',
    'No open survey waits for an answer under this code: it was mistyped, was used, or the survey is over.',
  )
}
