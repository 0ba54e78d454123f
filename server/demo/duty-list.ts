import { sql, type Transaction } from 'kysely'
import type { Database } from '../db/types.ts'
import type { DutyItem } from '../domain/duty-list/item.ts'
import { DEMO_DUTIES } from './duty-list-items.ts'
import { dateOf } from './operators.ts'
import { OFFICES } from './units.ts'

/** The first list is so many days old, the one in force so many. */
const [FIRST_DAYS, SECOND_DAYS] = [540, 120]
/** What the first list had of less: resident service was added by the second. */
const ADDED_LATER = new Set(['10', '11'])
const BY = 'analyst'

/** Publishes two lists of duties for the demonstration county: one from before, and the one in force. */
export async function writeDemoDutyLists(trx: Transaction<Database>, now: Date): Promise<void> {
  const first = DEMO_DUTIES.filter(({ category }) => !ADDED_LATER.has(category))
  await publish(trx, { version: 1, validFrom: dateOf(now, FIRST_DAYS), items: first, note: '首次公布' })
  await publish(trx, {
    version: 2,
    validFrom: dateOf(now, SECOND_DAYS),
    items: DEMO_DUTIES,
    note: '增加便民服务和社情民意两类',
  })
}

async function publish(
  trx: Transaction<Database>,
  list: { version: number; validFrom: string; items: readonly DutyItem[]; note: string },
): Promise<void> {
  const items = list.items.map((item) => {
    const office = OFFICES.find(({ code }) => code === item.unit)
    return { ...item, unitName: office?.name ?? null, unitNameEn: office?.nameEn ?? null }
  })
  // Of the county's day; published a week before it holds, so that people can read it.
  const beginsAt = new Date(`${list.validFrom}T00:00:00+08:00`)
  const publishedAt = new Date(beginsAt.getTime() - 6.6 * 86_400_000)
  await sql`
    insert into duty_list (version, valid_from, begins_at, items, note, published_at, published_by, demo)
    values (${list.version}::int, ${list.validFrom}::text::date, ${beginsAt}::timestamptz,
      ${JSON.stringify(items)}::text::jsonb, ${list.note}, ${publishedAt}::timestamptz, ${BY}, true)`.execute(
    trx,
  )
}
