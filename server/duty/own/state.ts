import { cellToLatLng } from 'h3-js'
import type { Viewer } from '../../accounts/viewer.ts'
import type { AreaIndex } from '../../areas/area-index.ts'
import type { Db } from '../../db/connect.ts'
import { DUTY_RULES } from '../../domain/duty/duty-rules.ts'
import type { DutyState } from '../contract.ts'
import { findOwnOperator, requireOperator } from './own-operator.ts'
import { readOwnGrids, type OwnGrid } from './own-grids.ts'
import { readLatestSession, tellSession } from '../sessions/session.ts'

const DAY_MS = 86_400_000

/** An operator's duty, grids and where they are asked to go; for an account that is linked to no operator, nothing of it. */
export async function readDutyState(
  db: Db,
  { viewer, areas }: { viewer: Viewer; areas: AreaIndex },
  { now, day }: { now: number; day: string },
): Promise<DutyState> {
  requireOperator(viewer)
  const { longestMs, silenceMs, worstAccuracyMetres, mostKmh, keptDays } = DUTY_RULES
  const state = {
    now: new Date(now).toISOString(),
    rules: { longestMs, silenceMs, worstAccuracyMetres, mostKmh, keptDays },
  }
  const operator = await findOwnOperator(db, viewer)
  if (operator === null)
    return { ...state, operator, session: null, grids: [], suggestions: [], tracker: false }
  const grids = await readOwnGrids(db, areas, operator.id, day)
  const session = await readLatestSession(db, operator.id, new Date(now - DAY_MS))
  const key = await db
    .selectFrom('tracker_key')
    .select('operator_id')
    .where('operator_id', '=', operator.id)
    .executeTakeFirst()
  return {
    ...state,
    operator: { code: operator.code, name: operator.name },
    session: session && tellSession(session),
    grids: grids.map(({ area: { code, name, nameEn }, role, until }) => ({
      code,
      name,
      nameEn,
      role,
      until,
    })),
    suggestions: await readSuggestions(db, grids),
    tracker: key !== undefined,
  }
}

async function readSuggestions(db: Db, grids: readonly OwnGrid[]): Promise<DutyState['suggestions']> {
  if (grids.length === 0) return []
  const codeOf = new Map(grids.map(({ area }) => [area.id, area.code]))
  const rows = await db
    .selectFrom('visit_suggestion')
    .select(['id', 'grid_id as gridId', 'cell', 'made_by as madeBy', 'made_at as madeAt'])
    .where('grid_id', 'in', [...codeOf.keys()])
    .where('done_on', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id, gridId, cell, madeBy, madeAt }) => {
    const [lat, lon] = cellToLatLng(cell)
    return { id, grid: codeOf.get(gridId)!, cell, lon, lat, madeBy, madeAt: madeAt.toISOString() }
  })
}
