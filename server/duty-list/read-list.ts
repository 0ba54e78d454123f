import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { DutyTask } from '../domain/duty-list/item.ts'
import type { DutyList, DutyListRef } from './contract.ts'

type Row = Omit<DutyList, 'publishedAt'> & { publishedAt: Date }

const HEAD = sql`version, valid_from::text as "validFrom", published_at as "publishedAt", published_by as "publishedBy", note`

/** The list in force now; null: none is yet. */
export async function readListInForce(db: Db): Promise<DutyList | null> {
  const { rows } = await sql<Row>`
    select ${HEAD}, items from duty_list where begins_at <= now() order by version desc limit 1`.execute(db)
  return rows[0] ? told(rows[0]) : null
}

export async function readList(db: Db, version: number): Promise<DutyList | null> {
  const { rows } = await sql<Row>`
    select ${HEAD}, items from duty_list where version = ${version}::int`.execute(db)
  return rows[0] ? told(rows[0]) : null
}

/** All versions, the latest first. */
export async function readVersions(db: Db): Promise<DutyListRef[]> {
  const { rows } = await sql<Omit<DutyListRef, 'publishedAt'> & { publishedAt: Date }>`
    select ${HEAD}, jsonb_array_length(items) as count from duty_list order by version desc`.execute(db)
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }))
}

function told(row: Row): DutyList {
  return { ...row, publishedAt: row.publishedAt.toISOString() }
}

/** What operators do about the category of an incident, by the list in force: as `itemFor` of the domain finds it. */
export type TasksByList = { list: number; category: string; tasks: readonly DutyTask[] }

/**
 * The same for the `incident` of a statement, as JSON of TasksByList. Null while no list is in force: before the first is
 * published nothing is refused by it.
 */
export const TASKS_BY_LIST = sql<TasksByList | null>`(
  select json_build_object('list', list.version, 'category', incident.category_code, 'tasks', coalesce((
    select item->'tasks' from jsonb_array_elements(list.items) item
    join category on category.code = incident.category_code
    where item->>'category' in (category.code, category.parent_code)
    order by item->>'category' = category.code desc limit 1), '[]'))
  from duty_list list where list.begins_at <= now() order by list.version desc limit 1)`
