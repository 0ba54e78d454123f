import { sql } from 'kysely'
import { areaInScope } from '../accounts/scope.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import { takeLock } from '../db/advisory-lock.ts'
import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import { readVersion } from '../if-match.ts'
import type { ParticipationCount } from './contract.ts'
import { lockCount, type CountRow } from './queries.ts'

type Asking = { viewer: Viewer; areas: AreaIndex; today: string }
type Given = {
  village: string
  month: string
  volunteers: number
  meetings: number
  ifMatch?: string | undefined
}

/**
 * Keeps what a village did in a month. Throws unknown_area, out_of_scope, invalid_input for another level or a month to come,
 * precondition_required and stale where somebody entered something before.
 */
export async function enterCount(
  db: Db,
  { viewer, areas, today }: Asking,
  { village, month, volunteers, meetings, ifMatch }: Given,
): Promise<ParticipationCount> {
  const area = areaInScope(viewer, areas, village)
  if (area.level !== 'village')
    throw new CodedError('invalid_input', `"village" must be a village, but ${village} is a ${area.level}.`)
  if (month > today.slice(0, 7))
    throw new CodedError('invalid_input', `"month" must not lie in the future, but ${month} does.`)
  const day = `${month}-01`
  return db.transaction().execute(async (trx) => {
    await takeLock(trx, 'surveys')
    const known = await lockCount(trx, area.id, day)
    if (known !== null || ifMatch !== undefined) checkVersion(known, readVersion(ifMatch))
    await sql`
      insert into participation_count (village_id, month, volunteers, meetings, entered_by)
      values (${area.id}::int, ${day}::text::date, ${volunteers}::int, ${meetings}::int, ${viewer.name})
      on conflict (village_id, month) do update set volunteers = excluded.volunteers, meetings = excluded.meetings,
        entered_by = excluded.entered_by, entered_at = now(), version = participation_count.version + 1`.execute(
      trx,
    )
    return showCount((await lockCount(trx, area.id, day))!)
  })
}

export function showCount({ villageId: _, enteredAt, ...row }: CountRow): ParticipationCount {
  return { ...row, enteredAt: enteredAt.toISOString() }
}

function checkVersion(known: CountRow | null, version: number): void {
  if (known?.version === version) return
  throw new CodedError(
    'stale',
    `The counts have the version ${known?.version ?? 0} by now, but these were meant for version ${version}.`,
    { version: known?.version ?? 0 },
  )
}
