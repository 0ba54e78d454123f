import { randomInt } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import { OPEN_STATES, type IncidentState } from '../domain/incident-state.ts'
import { DISPUTES } from '../domain/public/dispute.ts'
import type { RequestFilters } from './request-filters.ts'
import type { OfferedCategory } from './services.ts'

/** What the public may report, and the main categories that they lie in. */
export async function readOffer(
  db: Db,
): Promise<{ categories: OfferedCategory[]; groups: OfferedCategory[] }> {
  const rows = await db
    .selectFrom('category')
    .select([
      'code',
      'parent_code as parent',
      'name',
      'name_en as nameEn',
      'examples',
      'examples_en as examplesEn',
      'close_days as closeDays',
      'for_public as isOffered',
    ])
    .orderBy('code')
    .execute()
  return {
    categories: rows.filter(({ isOffered }) => isOffered),
    groups: rows.filter(({ parent }) => parent === null),
  }
}

/** A request as it may be shown: without a place where it is not public yet, and told only to who knows its id. */
export type ShownRequest = {
  requestId: string
  code: string
  name: string
  nameEn: string
  state: IncidentState
  isSuspended: boolean
  answer: string | null
  agency: string | null
  agencyEn: string | null
  areaId: number | null
  reportedAt: Date
  /** Of the last step from one state to another, after the report itself; null: none is known. */
  changedAt: Date | null
  dueAt: Date | null
  closedAt: Date | null
  lon: number | null
  lat: number | null
}

/** What is shown of the incidents of `page` (id, in public or not), newest first. */
const shown = (page: ReturnType<typeof sql>) => sql<ShownRequest>`
  with page as (${page})
  select coalesce(told.request_id, incident.number) as "requestId", category.code, category.name,
    category.name_en as "nameEn", incident.state, incident.suspended_at is not null as "isSuspended",
    incident.public_answer as answer, unit.name as agency, unit.name_en as "agencyEn", shown.area_id as "areaId",
    incident.reported_at as "reportedAt", changed.at as "changedAt", incident.due_at as "dueAt",
    incident.closed_at as "closedAt", shown.lon, shown.lat
  from page
  join incident on incident.id = page.id
  join category on category.code = incident.category_code
  left join public_incident shown on shown.id = page.id
  left join unit on unit.id = incident.unit_id
  left join open311_request told on told.incident_id = page.id
  left join lateral (select max(event.at) as at from incident_event event
    where event.incident_id = page.id and event.from_state <> event.to_state) changed on true
  where shown.id is not null
    -- Whoever filed it knows its id, and may follow it before it is public; a dispute nobody may.
    or (told.request_id is not null and coalesce(category.parent_code, category.code) <> ${DISPUTES})
  order by incident.reported_at desc, incident.id desc`

/** The requests that are asked for, in a transaction that sees the county. */
export async function readRequests(
  trx: Transaction<Database>,
  filters: RequestFilters,
): Promise<ShownRequest[]> {
  if (filters.ids !== null) {
    const ids = filters.ids.filter((id) => /^[0-9A-Za-z-]{1,64}$/.test(id))
    // An incident has one id: its number is none where an app was told another.
    const page = sql`
      select incident_id as id from open311_request where request_id = any (${ids}::text[])
      union select id from incident where number = any (${ids}::text[])
        and not exists (select from open311_request told where told.incident_id = incident.id)`
    return (await shown(page).execute(trx)).rows
  }
  const { codes, from, before, status, limit, offset } = filters
  const open = sql`state in (${sql.join(OPEN_STATES)})`
  const page = sql`
    select id from public_incident
    where reported_at >= ${new Date(from)}::timestamptz and reported_at < ${new Date(before)}::timestamptz
      and ${codes.length === 0 ? sql`true` : sql`category_code = any (${[...codes]}::text[])`}
      and ${status === null ? sql`true` : status === 'open' ? open : sql`not ${open}`}
    order by reported_at desc, id desc limit ${limit}::int offset ${offset}::int`
  return (await shown(page).execute(trx)).rows
}

/** The id by which an incident can be asked for; null while it cannot. */
export async function readRequestId(trx: Transaction<Database>, incidentId: number): Promise<string | null> {
  const [row] = (await shown(sql`select ${incidentId}::bigint as id`).execute(trx)).rows
  return row?.requestId ?? null
}

/** No letter that looks like a digit. */
const LETTERS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const ID_LENGTH = 12

/** Draws an id for an incident that an app has filed, once; gives the one that it has where it was sent before. */
export async function giveRequestId(trx: Db, incidentId: number, client: string): Promise<string> {
  const id = Array.from({ length: ID_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  await trx
    .insertInto('open311_request')
    .values({ request_id: id, incident_id: incidentId, client })
    .onConflict((conflict) => conflict.column('incident_id').doNothing())
    .execute()
  const { request_id: given } = await trx
    .selectFrom('open311_request')
    .select('request_id')
    .where('incident_id', '=', incidentId)
    .executeTakeFirstOrThrow()
  return given
}

/** When something of the services was last changed, in milliseconds; null: never. In a transaction that sees the county. */
export async function readCategoriesChangedAt(trx: Transaction<Database>): Promise<number | null> {
  const row = await trx
    .selectFrom('incident_event')
    .select((expression) => expression.fn.max('at').as('at'))
    .where('action', '=', 'category')
    .executeTakeFirst()
  return row?.at ? new Date(row.at).getTime() : null
}
