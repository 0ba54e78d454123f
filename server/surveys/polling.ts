import { sql } from 'kysely'
import { holds } from '../accounts/require-permission.ts'
import { rootsOf } from '../accounts/scope.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { isInside, type AreaIndex, type AreaNode } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import type { SurveyRow } from './queries.ts'

/** Whom a survey's grids concern, and in which of them somebody must not ask: their own. */
export type Polling = {
  /** Whether a grid is shown to the viewer. */
  sees(gridId: number): boolean
  /** Whether the viewer looks after a grid, or did at some time of the survey. */
  isOwn(gridId: number): boolean
  /** Whether the viewer may print a grid's sheet and type in its answers. */
  mayEnter(gridId: number): boolean
}

/** `day`: today, as YYYY-MM-DD. */
type Asking = { viewer: Viewer; areas: AreaIndex; survey: SurveyRow; day: string }

/**
 * What of a survey is the viewer's. Operators ask in their own townships, but never in a grid that they look after while the survey
 * runs: nobody polls those who depend on them, nor reckons how they are thought of.
 */
export async function readPolling(db: Db, { viewer, areas, survey, day }: Asking): Promise<Polling> {
  const roots = rootsOf(viewer, areas)
  const held = viewer.grants.flatMap(({ role, areaId }) =>
    role === 'operator' && areaId !== null ? (areas.heirOf(areaId) ?? []) : [],
  )
  const assigned = await readAssigned(db, survey, day, { accountId: viewer.accountId })
  const homes = roots === null ? null : [...roots, ...(await operatorHomes(db, areas, viewer, held))]
  const nodeOf = (gridId: number) => areas.heirOf(gridId)
  const isOwn = (gridId: number): boolean => {
    const node = nodeOf(gridId)
    return assigned.has(gridId) || held.some((area) => node !== null && isInside(node, area))
  }
  const sees = (gridId: number): boolean => {
    const node = nodeOf(gridId)
    return homes === null || (node !== null && homes.some((home) => isInside(node, home)))
  }
  const enters = holds(viewer, 'enterAnswers') && survey.state === 'open'
  return { sees, isOwn, mayEnter: (gridId) => enters && sees(gridId) && !isOwn(gridId) }
}

/**
 * Whether the viewer may draw it again. While it is open an operator may not: the seed says who will be asked in their own grids, whom they
 * could talk to before.
 */
export function knowsDraw(viewer: Viewer, { state }: Pick<SurveyRow, 'state'>): boolean {
  return state === 'closed' || holds(viewer, 'seeSurveyResults')
}

/** Throws out_of_scope, not_allowed for an own grid. The survey must be open. */
export function requireEntry(polling: Polling, survey: SurveyRow, grid: { id: number; code: string }): void {
  if (!polling.sees(grid.id))
    throw new CodedError('out_of_scope', `You do not enter answers of the grid "${grid.code}".`)
  if (polling.isOwn(grid.id))
    throw new CodedError(
      'not_allowed',
      `You look after the grid "${grid.code}", so somebody else must ask there.`,
    )
  if (survey.state !== 'open')
    throw new CodedError(
      'wrong_state',
      `Answers are taken while a survey is open, but that of ${survey.quarter} is ${survey.state}.`,
    )
}

/** Throws invalid_input for no operator, not_allowed for one who looks after the grid while the survey runs. */
export async function requireInterviewer(
  db: Db,
  {
    survey,
    day,
    grid,
    code,
  }: { survey: SurveyRow; day: string; grid: { id: number; code: string }; code: string },
): Promise<void> {
  const found = await db.selectFrom('operator').select('id').where('code', '=', code).executeTakeFirst()
  if (found === undefined)
    throw new CodedError('invalid_input', `"interviewer" must be the code of an operator, but is "${code}".`)
  if ((await readAssigned(db, survey, day, { code })).has(grid.id))
    throw new CodedError(
      'not_allowed',
      `The operator "${code}" looks after the grid "${grid.code}", so somebody else must ask there.`,
    )
}

/** The code of the operator that an account is linked to; null where it is none. */
export async function ownOperatorCode(db: Db, viewer: Viewer): Promise<string | null> {
  const row = await db
    .selectFrom('operator')
    .select('code')
    .where('account_id', '=', viewer.accountId)
    .executeTakeFirst()
  return row?.code ?? null
}

/** Ids of the grids that an operator looks after, in whatever role, on some day from the draw to the end of a survey or to today. */
async function readAssigned(
  db: Db,
  survey: SurveyRow,
  day: string,
  who: { accountId: number } | { code: string },
): Promise<Set<number>> {
  const from = survey.drawnAt?.toISOString().slice(0, 10) ?? day
  const until = survey.closedAt?.toISOString().slice(0, 10) ?? day
  const is =
    'code' in who ? sql`operator.code = ${who.code}::text` : sql`operator.account_id = ${who.accountId}::int`
  const { rows } = await sql<{ gridId: number }>`
    select distinct grid_id as "gridId" from assignment join operator on operator.id = operator_id
    where ${is}
      and valid && daterange(least(${from}::text::date, ${until}::text::date), ${until}::text::date, '[]')`.execute(
    db,
  )
  return new Set(rows.map(({ gridId }) => gridId))
}

/** The townships in which an operator may ask: where they are at home, and where their grids are. */
async function operatorHomes(
  db: Db,
  areas: AreaIndex,
  viewer: Viewer,
  held: readonly AreaNode[],
): Promise<AreaNode[]> {
  const row = await db
    .selectFrom('operator')
    .select('area_id as areaId')
    .where('account_id', '=', viewer.accountId)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  const home = row === undefined ? null : areas.heirOf(row.areaId)
  return [...(home === null ? [] : [home]), ...held].flatMap(
    (area) => areas.path(area).find(({ level }) => level === 'township') ?? area,
  )
}
