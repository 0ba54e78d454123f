import { randomBytes } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { Viewer } from '../accounts/viewer.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import { takeLock } from '../db/advisory-lock.ts'
import type { Db } from '../db/connect.ts'
import { jsonRows } from '../db/geo.ts'
import type { Database } from '../db/types.ts'
import { SURVEY_STEPS, type SurveyStep } from '../domain/survey/survey-state.ts'
import { CodedError } from '../errors.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import { drawSample } from './draw-sample.ts'
import { lockSurvey, showSurvey, type SurveyRow } from './queries.ts'
import type { Survey, SurveyPlan } from './survey-schema.ts'

type Trx = Transaction<Database>

/** Throws survey_exists, invalid_input for a wording that there is not. */
export async function addSurvey(db: Db, viewer: Viewer, plan: SurveyPlan): Promise<Survey> {
  return db.transaction().execute(async (trx) => {
    await checkPlan(trx, plan, null)
    const { rows } = await sql<{ id: number }>`
      insert into survey (quarter, wording, targets, total, least, made_by)
      values (${plan.quarter}, ${plan.wording}, ${json(plan.targets)}, ${plan.total}, ${plan.least}, ${viewer.name})
      returning id`.execute(trx)
    await noteWith(trx, doerOf(viewer), 'survey', { what: 'planned', quarter: plan.quarter })
    return showSurvey(trx, rows[0]!.id)
  })
}

type Version = { id: number; version: number }

/** Throws unknown_survey, stale, wrong_state for one that was drawn, survey_exists, invalid_input. */
export async function changeSurvey(
  db: Db,
  viewer: Viewer,
  known: Version,
  plan: SurveyPlan,
): Promise<Survey> {
  return db.transaction().execute(async (trx) => {
    requireState(await lockVersion(trx, known), 'planned', 'changed')
    await checkPlan(trx, plan, known.id)
    await sql`
      update survey set quarter = ${plan.quarter}, wording = ${plan.wording}, targets = ${json(plan.targets)},
        total = ${plan.total}, least = ${plan.least}, version = version + 1
      where id = ${known.id}::int`.execute(trx)
    await noteWith(trx, doerOf(viewer), 'survey', { what: 'changed', quarter: plan.quarter })
    return showSurvey(trx, known.id)
  })
}

/** Draws the households, or closes it. Throws unknown_survey, stale, wrong_state, invalid_input where there is nobody to draw. */
export async function stepSurvey(
  db: Db,
  { viewer, areas }: { viewer: Viewer; areas: AreaIndex },
  known: Version,
  step: SurveyStep,
): Promise<Survey> {
  return db.transaction().execute(async (trx) => {
    const survey = await lockVersion(trx, known)
    requireState(survey, SURVEY_STEPS[step].from, step === 'draw' ? 'drawn' : 'closed')
    if (step === 'draw') await draw(trx, areas, survey, viewer.name)
    else {
      await sql`delete from survey_code where survey_id = ${survey.id}::int`.execute(trx)
      await sql`
        update survey set state = 'closed', version = version + 1, closed_by = ${viewer.name}, closed_at = now()
        where id = ${survey.id}::int`.execute(trx)
    }
    const what = step === 'draw' ? 'drawn' : 'closed'
    await noteWith(trx, doerOf(viewer), 'survey', { what, quarter: survey.quarter })
    return showSurvey(trx, survey.id)
  })
}

async function draw(trx: Trx, areas: AreaIndex, survey: SurveyRow, by: string): Promise<void> {
  const seed = randomBytes(16).toString('hex')
  const drawn = await drawSample(trx, areas, { ...survey, seed })
  await sql`
    insert into survey_grid (survey_id, grid_id, village_id, township_id, households, places)
    select ${survey.id}::int, row.grid, row.village, row.township, row.households, row.places
    from json_to_recordset(${jsonRows(drawn)}) as row(grid int, village int, township int, households int, places jsonb)`.execute(
    trx,
  )
  await sql`
    update survey set state = 'open', version = version + 1, seed = ${seed}, release = ${areas.release}::int,
      drawn_by = ${by}, drawn_at = now()
    where id = ${survey.id}::int`.execute(trx)
}

async function lockVersion(trx: Trx, { id, version }: Version): Promise<SurveyRow> {
  const survey = await lockSurvey(trx, id)
  if (survey.version === version) return survey
  throw new CodedError(
    'stale',
    `The survey has the version ${survey.version} by now, but this was meant for version ${version}.`,
    { version: survey.version },
  )
}

function requireState(survey: SurveyRow, state: SurveyRow['state'], done: string): void {
  if (survey.state === state) return
  throw new CodedError(
    'wrong_state',
    `Only a survey that is ${state} can be ${done}, but that of ${survey.quarter} is ${survey.state}.`,
  )
}

/** Nobody else takes the quarter until the transaction ends. */
async function checkPlan(trx: Trx, { quarter, wording }: SurveyPlan, id: number | null): Promise<void> {
  await takeLock(trx, 'surveys')
  const taken = await sql`
    select from survey where quarter = ${quarter}::text and id is distinct from ${id}::int`.execute(trx)
  if (taken.rows.length > 0) throw new CodedError('survey_exists', `There is a survey of ${quarter} already.`)
  const found = await sql`select from survey_wording where version = ${wording}::int`.execute(trx)
  if (found.rows.length === 0)
    throw new CodedError(
      'invalid_input',
      `"wording" must be a published version, but there is no ${wording}.`,
    )
}

/** The double cast keeps postgres.js from encoding the text a second time. */
function json(value: object) {
  return sql`${JSON.stringify(value)}::text::jsonb`
}
