import { createHash, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { holds } from '../accounts/require-permission.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import { jsonRows } from '../db/geo.ts'
import { toDegrees } from '../domain/coverage/shape.ts'
import { CODE_LENGTH, CODE_LETTERS, writeAnswerCode } from '../domain/survey/answer-code.ts'
import { drawHouseholds } from '../domain/survey/draw.ts'
import { takeLock } from '../db/advisory-lock.ts'
import { CodedError } from '../errors.ts'
import { readDrawnPlaces } from './grid-queries.ts'
import { knownGrid } from './known-grid.ts'
import { knowsDraw, readPolling, requireEntry } from './polling.ts'
import { lockSurvey, readSurvey } from './queries.ts'
import type { GridDraw, Sheet } from './survey-schema.ts'

type Asking = { viewer: Viewer; areas: AreaIndex; day: string }

/** What is kept of a code: with it nobody gets the code back. */
export function hashCode(code: string): string {
  return createHash('sha256').update(`survey ${code}`).digest('base64url')
}

/**
 * The sheet of a grid, with a new code for each place. Codes of an earlier sheet that nobody has used are void from now on, so that only who
 * runs the survey prints another one. Throws unknown_survey, unknown_area, out_of_scope, not_allowed, wrong_state.
 */
export async function printSheet(db: Db, asking: Asking, id: number, code: string): Promise<Sheet> {
  return db.transaction().execute(async (trx) => {
    const survey = await lockSurvey(trx, id)
    const grid = await knownGrid(trx, survey, code)
    requireEntry(await readPolling(trx, { ...asking, survey }), survey, grid)
    await takeLock(trx, 'surveys')
    if (!mayPrintAgain(asking.viewer) && (await isPrinted(trx, id, grid.id)))
      throw new CodedError(
        'not_allowed',
        `The sheet of "${code}" was printed already. Another one voids its codes, so it is printed by who runs the survey.`,
      )
    const { households, places } = (await readDrawnPlaces(trx, id, grid.id))!
    const { numAffectedRows: voided } = await sql`
      delete from survey_code where survey_id = ${id}::int and grid_id = ${grid.id}::int`.execute(trx)
    const codes = new Set<string>()
    while (codes.size < places.length) codes.add(drawCode())
    const rows = [...codes].map((drawn) => ({ hash: hashCode(drawn) }))
    await sql`
      insert into survey_code (code_hash, survey_id, grid_id)
      select row.hash, ${id}::int, ${grid.id}::int
      from json_to_recordset(${jsonRows(rows)}) as row(hash text) order by row.hash collate "C"`.execute(trx)
    const printed = [...codes]
    return {
      grid: code,
      households,
      places: places.map(([household, x, y], i) => ({
        number: i + 1,
        household,
        lon: x === undefined ? null : toDegrees(x),
        lat: y === undefined ? null : toDegrees(y),
        code: writeAnswerCode(printed[i]!),
      })),
      voided: Number(voided ?? 0n),
    }
  })
}

/** Whether somebody may void the codes of others. */
export function mayPrintAgain(viewer: Viewer): boolean {
  return holds(viewer, 'runSurveys')
}

/** Whether codes of a grid are out: some that wait, or some that were used. */
async function isPrinted(db: Db, id: number, gridId: number): Promise<boolean> {
  const { rows } = await sql`
    select from survey_code where survey_id = ${id}::int and grid_id = ${gridId}::int
    union all
    select from survey_web_answer where survey_id = ${id}::int and grid_id = ${gridId}::int limit 1`.execute(
    db,
  )
  return rows.length > 0
}

/**
 * What was drawn in a grid, and whether its seed draws the same again. Throws unknown_survey, unknown_area, out_of_scope, wrong_state,
 * and not_allowed where it is not told to the viewer yet.
 */
export async function showDraw(db: Db, asking: Asking, id: number, code: string): Promise<GridDraw> {
  const survey = await readSurvey(db, id)
  const { seed } = survey
  if (seed === null) throw new CodedError('wrong_state', `The survey of ${survey.quarter} is not drawn yet.`)
  if (!knowsDraw(asking.viewer, survey))
    throw new CodedError('not_allowed', 'Who was drawn is told to operators once the survey is closed.')
  const grid = await knownGrid(db, survey, code)
  if (!(await readPolling(db, { ...asking, survey })).sees(grid.id))
    throw new CodedError('out_of_scope', `You do not see the grid "${code}".`)
  const { households, places } = (await readDrawnPlaces(db, id, grid.id))!
  const drawn = places.map(([household]) => household)
  const again = drawHouseholds(seed, code, { households, count: drawn.length })
  return { grid: code, seed, households, drawn, repeats: again.join() === drawn.join() }
}

/** Ten of 32 letters: nobody guesses one of a few thousand among a thousand million million. */
function drawCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('')
}
