import { sql, type Transaction } from 'kysely'
import { holds } from '../accounts/require-permission.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import { takeLock } from '../db/advisory-lock.ts'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import { findMistyped, noAnswers, QUESTIONS, type Answers } from '../domain/survey/question.ts'
import { CodedError } from '../errors.ts'
import { gridKey, readAnswers } from './grid-queries.ts'
import { knownGrid } from './known-grid.ts'
import { ownOperatorCode, readPolling, requireEntry, requireInterviewer } from './polling.ts'
import { holdSurvey, readSurvey } from './queries.ts'
import type { SurveyEntry } from './survey-schema.ts'

type Trx = Transaction<Database>
type Asking = { viewer: Viewer; areas: AreaIndex; day: string }
export type Typed = Answers & { grid: string; again: Answers; interviewer: string | null }

/**
 * Keeps the answers of paper sheets. Throws unknown_survey, unknown_area, out_of_scope, not_allowed, wrong_state, and invalid_input where
 * the two times differ, or the numbers do not add up: nothing is kept then.
 */
export async function enterAnswers(db: Db, asking: Asking, id: number, typed: Typed): Promise<SurveyEntry> {
  return db.transaction().execute(async (trx) => {
    // Held before its state is looked at: what is closed meanwhile takes no more.
    const survey = await holdSurvey(trx, id)
    const grid = await knownGrid(trx, survey, typed.grid)
    requireEntry(await readPolling(trx, { ...asking, survey }), survey, grid)
    const interviewer = typed.interviewer ?? (await ownOperatorCode(trx, asking.viewer))
    if (interviewer !== null)
      await requireInterviewer(trx, { survey, day: asking.day, grid, code: interviewer })
    checkTyped(typed)
    await takeLock(trx, 'surveys')
    await requirePlaces(trx, id, grid, typed.sheets)
    const { rows } = await sql<{ id: number }>`
      insert into survey_entry (survey_id, grid_id, sheets, counts, interviewer, entered_by)
      values (${id}::int, ${grid.id}::int, ${typed.sheets}::int, ${JSON.stringify(typed.counts)}::text::jsonb,
        ${interviewer}, ${asking.viewer.name})
      returning id`.execute(trx)
    return (await readEntries(trx, id, grid)).find((entry) => entry.id === rows[0]!.id)!
  })
}

/** Takes an entry back by another row. Throws unknown_survey for no entry that stands, not_allowed for who sees it not, and as `enterAnswers`. */
export async function withdrawEntry(
  db: Db,
  asking: Asking,
  id: number,
  entryId: number,
): Promise<SurveyEntry> {
  return db.transaction().execute(async (trx) => {
    const survey = await holdSurvey(trx, id)
    const { rows } = await sql<{ id: number; code: string; enteredBy: string }>`
      select area.id, area.code, entered_by as "enteredBy"
      from survey_entry entry join area on area.id = grid_id
      where survey_id = ${id}::int and entry.id = ${entryId}::int and withdraws is null`.execute(trx)
    const [grid] = rows
    if (grid === undefined)
      throw new CodedError('unknown_survey', `The survey of ${survey.quarter} has no entry ${entryId}.`)
    requireEntry(await readPolling(trx, { ...asking, survey }), survey, grid)
    if (!seesEntry(asking.viewer, grid))
      throw new CodedError('not_allowed', `The entry ${entryId} was typed in by somebody else.`)
    await takeLock(trx, 'surveys')
    const { numAffectedRows } = await sql`
      insert into survey_entry (survey_id, grid_id, withdraws, sheets, counts, interviewer, entered_by)
      select survey_id, grid_id, id, sheets, counts, interviewer, ${asking.viewer.name}::text
      from survey_entry entry where id = ${entryId}::int
        and not exists (select from survey_entry other where other.withdraws = entry.id)`.execute(trx)
    if (Number(numAffectedRows) === 0)
      throw new CodedError('wrong_state', `The entry ${entryId} was taken back already.`)
    return (await readEntries(trx, id, grid)).find((entry) => entry.id === entryId)!
  })
}

/** What was typed in for a grid, as the viewer may see it. Throws unknown_survey, unknown_area, out_of_scope. */
export async function listEntries(db: Db, asking: Asking, id: number, code: string): Promise<SurveyEntry[]> {
  const survey = await readSurvey(db, id)
  const grid = await knownGrid(db, survey, code)
  const polling = await readPolling(db, { ...asking, survey })
  if (!polling.sees(grid.id)) throw new CodedError('out_of_scope', `You do not see the grid "${code}".`)
  // How people in an own grid answered is not an operator's to look up sheet by sheet.
  if (polling.isOwn(grid.id)) return []
  return (await readEntries(db, id, grid)).filter((entry) => seesEntry(asking.viewer, entry))
}

/** Who sees no results sees, and takes back, what they have typed in themselves: other entries of a grid are its results. */
function seesEntry(viewer: Viewer, { enteredBy }: Pick<SurveyEntry, 'enteredBy'>): boolean {
  return enteredBy === viewer.name || holds(viewer, 'seeSurveyResults')
}

async function readEntries(db: Db, id: number, grid: { id: number; code: string }): Promise<SurveyEntry[]> {
  const { rows } = await sql<
    Omit<SurveyEntry, 'grid' | 'enteredAt' | 'withdrawn'> & {
      enteredAt: Date
      takenBy: string | null
      takenAt: Date | null
    }
  >`
    select entry.id, entry.sheets, entry.counts, entry.interviewer, entry.entered_by as "enteredBy",
      entry.entered_at as "enteredAt", other.entered_by as "takenBy", other.entered_at as "takenAt"
    from survey_entry entry left join survey_entry other on other.withdraws = entry.id
    where entry.survey_id = ${id}::int and entry.grid_id = ${grid.id}::int and entry.withdraws is null
    order by entry.id desc`.execute(db)
  return rows.map(({ enteredAt, takenBy, takenAt, ...row }) => ({
    ...row,
    grid: grid.code,
    enteredAt: enteredAt.toISOString(),
    withdrawn: takenBy === null ? null : { by: takenBy, at: takenAt!.toISOString() },
  }))
}

function checkTyped({ again, ...typed }: Typed): void {
  const differs =
    typed.sheets !== again.sheets
      ? 'sheets'
      : QUESTIONS.find(
          (question) =>
            typed.counts[question].positive !== again.counts[question].positive ||
            typed.counts[question].negative !== again.counts[question].negative,
        )
  if (differs !== undefined)
    throw new CodedError('invalid_input', `Typed twice, "${differs}" must be the same both times.`)
  const wrong = findMistyped(typed)
  if (wrong !== null)
    throw new CodedError(
      'invalid_input',
      `"${wrong.question}" has ${wrong.answered} answers, but there are ${typed.sheets} sheets.`,
    )
}

/** No more households answer than were drawn. Throws invalid_input. */
async function requirePlaces(
  trx: Trx,
  id: number,
  grid: { id: number; code: string; places: number },
  sheets: number,
): Promise<void> {
  const answered = await countAnswered(trx, id, grid.id)
  if (answered + sheets <= grid.places) return
  throw new CodedError(
    'invalid_input',
    `${grid.places} households were drawn in "${grid.code}" and ${answered} have answered, so ${sheets} more sheets are too many.`,
  )
}

/** How many households of a grid have answered, on paper or by code. */
export async function countAnswered(trx: Trx, id: number, gridId: number): Promise<number> {
  const { paper, web } = (await readAnswers(trx, [id])).get(gridKey(id, gridId)) ?? {
    paper: noAnswers(),
    web: noAnswers(),
  }
  return paper.sheets + web.sheets
}
