import { sql } from 'kysely'
import type { Viewer } from '../accounts/viewer.ts'
import type { Db } from '../db/connect.ts'
import { faultsOf } from '../domain/duty-list/faults.ts'
import { earliestDay, latestDay } from '../domain/duty-list/earliest-day.ts'
import { isDay } from '../domain/staffing/day.ts'
import { CodedError } from '../errors.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import type { DutyList, ListedDuty } from './contract.ts'
import { endDraft, lockDraft } from './draft.ts'
import { readList, readVersions } from './read-list.ts'

type Wanted = { draft: number; validFrom: string; note: string | null; today: string }
type UnitNames = { code: string; name: string; nameEn: string | null }

/**
 * Publishes the draft as the next version. The draft ends with it. Throws stale, unknown_duty_list, duty_list_incomplete, or
 * invalid_input for a day that is too early or too far ahead.
 * @param beginsAt the first moment of a day (YYYY-MM-DD) in the county, in milliseconds since 1970.
 */
export async function publishList(
  db: Db,
  viewer: Viewer,
  { draft: seen, validFrom, note, today }: Wanted,
  beginsAt: (day: string) => number,
): Promise<DutyList> {
  return db.transaction().execute(async (trx) => {
    const draft = await lockDraft(trx, seen)
    const versions = await readVersions(trx)
    const earliest = earliestDay(versions, today)
    const latest = latestDay(earliest, today)
    if (!isDay(validFrom) || validFrom < earliest || validFrom > latest)
      throw new CodedError(
        'invalid_input',
        `"validFrom" must be a day from ${earliest} to ${latest}, but it is "${validFrom}".`,
      )
    const { rows: categories } = await sql<{ code: string; parent: string | null }>`
      select code, parent_code as parent from category`.execute(trx)
    const { rows: units } = await sql<UnitNames>`
      select code, name, name_en as "nameEn" from unit where retired_at is null`.execute(trx)
    const faults = faultsOf(draft.items, { categories, units: units.map(({ code }) => code) })
    if (draft.items.length === 0 || faults.length > 0)
      throw new CodedError(
        'duty_list_incomplete',
        `A list of duties needs at least one item, each with all of its texts, but ${faults.length === 0 ? 'it has none' : `${faults.length} are missing or wrong`}.`,
        { faults },
      )
    const version = (versions[0]?.version ?? 0) + 1
    const items = draft.items
      .map((item): ListedDuty => {
        const unit = units.find(({ code }) => code === item.unit)
        return { ...item, unitName: unit?.name ?? null, unitNameEn: unit?.nameEn ?? null }
      })
      .toSorted((a, b) => (a.category < b.category ? -1 : 1))
    await sql`
      insert into duty_list (version, valid_from, begins_at, items, note, published_by)
      values (${version}::int, ${validFrom}::text::date, ${new Date(beginsAt(validFrom))}::timestamptz,
        ${JSON.stringify(items)}::text::jsonb, ${note?.trim() || null}, ${viewer.name})`.execute(trx)
    await endDraft(trx, viewer)
    await noteWith(trx, doerOf(viewer), 'duties', { published: `${version}`, validFrom })
    return (await readList(trx, version))!
  })
}
