import { sql, type Transaction } from 'kysely'
import type { Viewer } from '../accounts/viewer.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import { knownArea } from '../areas/known-area.ts'
import { takeLock } from '../db/advisory-lock.ts'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import { CodedError } from '../errors.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import { checkedName, nameInUse } from './checked-name.ts'
import type { Tour } from './contract.ts'

type Trx = Transaction<Database>
type TourRow = Omit<Tour, 'changedAt'> & { changedAt: Date }
type Content = Pick<Tour, 'name' | 'scenes'>
type Asking = { viewer: Viewer; areas: AreaIndex }

const COLUMNS = sql`id, name, scenes, version, changed_at as "changedAt", changed_by as "changedBy"`

export async function listTours(db: Db): Promise<Tour[]> {
  const { rows } = await sql<TourRow>`select ${COLUMNS} from tour order by name collate "C"`.execute(db)
  return rows.map(shown)
}

/** Throws unknown_area, name_in_use. */
export async function addTour(db: Db, { viewer, areas }: Asking, content: Content): Promise<Tour> {
  checkContent(areas, content)
  return db.transaction().execute(async (trx) => {
    await requireFreeName(trx, content.name, null)
    const { rows } = await sql<TourRow>`
      insert into tour (name, scenes, changed_by) values (${content.name}, ${json(content)}, ${viewer.name})
      returning ${COLUMNS}`.execute(trx)
    await noteWith(trx, doerOf(viewer), 'display', { what: 'tour added', name: content.name })
    return shown(rows[0]!)
  })
}

/** Displays that have it hear of it at once. Throws unknown_tour, stale, unknown_area, name_in_use. */
export async function changeTour(
  db: Db,
  { viewer, areas }: Asking,
  { id, version }: Pick<Tour, 'id' | 'version'>,
  content: Content,
): Promise<Tour> {
  checkContent(areas, content)
  return db.transaction().execute(async (trx) => {
    const before = await lockTour(trx, id)
    if (before.version !== version)
      throw new CodedError(
        'stale',
        `The tour has the version ${before.version} by now, but this was meant for version ${version}.`,
        { version: before.version },
      )
    await requireFreeName(trx, content.name, id)
    const { rows } = await sql<TourRow>`
      update tour set name = ${content.name}, scenes = ${json(content)}, version = version + 1, changed_at = now(),
        changed_by = ${viewer.name}
      where id = ${id}::int returning ${COLUMNS}`.execute(trx)
    await noteWith(trx, doerOf(viewer), 'display', { what: 'tour changed', name: content.name })
    return shown(rows[0]!)
  })
}

/** Throws unknown_tour. */
export async function removeTour(db: Db, viewer: Viewer, id: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { name } = await lockTour(trx, id)
    await trx.deleteFrom('tour').where('id', '=', id).execute()
    await noteWith(trx, doerOf(viewer), 'display', { what: 'tour removed', name })
  })
}

export function unknownTour(id: number): CodedError {
  return new CodedError('unknown_tour', `There is no tour with the id ${id}.`)
}

function checkContent(areas: AreaIndex, { name, scenes }: Content): void {
  checkedName(name)
  for (const { area } of scenes) knownArea(areas, area)
}

/** Who changes a tour or gives it to a display waits until the transaction ends. */
async function lockTour(trx: Trx, id: number): Promise<TourRow> {
  const { rows } = await sql<TourRow>`select ${COLUMNS} from tour where id = ${id}::int for update`.execute(
    trx,
  )
  if (rows[0]) return rows[0]
  throw unknownTour(id)
}

/** Nobody else takes the name until the transaction ends. */
async function requireFreeName(trx: Trx, name: string, id: number | null): Promise<void> {
  await takeLock(trx, 'displays')
  const { rows } = await sql`
    select from tour where name = ${name}::text and id is distinct from ${id}::int`.execute(trx)
  if (rows.length > 0) throw nameInUse('tour', name)
}

/** The double cast keeps postgres.js from encoding the text a second time. */
function json({ scenes }: Content) {
  return sql`${JSON.stringify(scenes)}::text::jsonb`
}

function shown(row: TourRow): Tour {
  return { ...row, changedAt: row.changedAt.toISOString() }
}
