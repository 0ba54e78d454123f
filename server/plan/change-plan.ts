import { sql, type Transaction } from 'kysely'
import type { Database } from '../db/types.ts'
import type { MilestoneKind } from '../domain/plan/milestone.ts'
import { CodedError } from '../errors.ts'
import type { Doer } from '../events/note-event.ts'
import type { Content } from './checked-content.ts'
import { lockMilestone, type MilestoneRow } from './queries.ts'
import { unknownMilestone } from './plan-scope.ts'
import { writeStep } from './write-step.ts'

type Trx = Transaction<Database>

/** Adds a milestone to a township's plan, with its first event; returns its id. */
export async function addMilestone(
  trx: Trx,
  { areaId, kind, content }: { areaId: number; kind: MilestoneKind; content: Content },
  doer: Doer,
  at: Date,
): Promise<number> {
  const { label, beginsOn, endsOn, targetPercent, planned, accountId, unitId } = content
  const { rows } = await sql<{ id: number }>`
    insert into plan_milestone (area_id, kind, label, begins_on, ends_on, target_percent, planned, owner_account_id, owner_unit_id)
    values (${areaId}::int, ${kind}, ${label}, ${beginsOn}::text::date, ${endsOn}::text::date, ${targetPercent}::int,
      ${planned}::int, ${accountId}::int, ${unitId}::int)
    returning id`.execute(trx)
  const { id } = rows[0]!
  const data = { beginsOn, endsOn, targetPercent, planned }
  await writeStep(trx, {
    milestoneId: id,
    version: 1,
    action: 'begin',
    rule: null,
    ...actor(doer),
    at,
    note: null,
    data,
  })
  return id
}

/** Changes what the county says of a milestone that was locked; its event says what it was and what it is. */
export async function changeMilestone(
  trx: Trx,
  before: MilestoneRow,
  content: Content,
  { doer, at, note }: { doer: Doer; at: Date; note: string | null },
): Promise<void> {
  if (before.doneOn !== null)
    throw new CodedError('wrong_state', 'The milestone is done, and stays as it was.')
  const { label, beginsOn, endsOn, targetPercent, planned, accountId, unitId } = content
  await sql`
    update plan_milestone set label = ${label}, begins_on = ${beginsOn}::text::date, ends_on = ${endsOn}::text::date,
      target_percent = ${targetPercent}::int, planned = ${planned}::int, owner_account_id = ${accountId}::int,
      owner_unit_id = ${unitId}::int, version = version + 1
    where id = ${before.id}::int`.execute(trx)
  const now = { label, beginsOn, endsOn, targetPercent, planned }
  const data: Record<string, string | number | null> = {}
  for (const [name, value] of Object.entries(now)) {
    const was = before[name as keyof typeof now]
    if (was !== value) Object.assign(data, { [name]: value, [`${name}Before`]: was })
  }
  await writeStep(trx, {
    milestoneId: before.id,
    version: before.version + 1,
    action: 'change',
    rule: null,
    ...actor(doer),
    at,
    note,
    data,
  })
}

/** The milestone as it is, locked, when it still has the version that was seen. Throws unknown_milestone, stale. */
export async function lockedAt(trx: Trx, id: number, version: number): Promise<MilestoneRow> {
  const row = await lockMilestone(trx, id)
  if (row === null) throw unknownMilestone(id)
  if (row.version === version) return row
  throw new CodedError(
    'stale',
    `The milestone has the version ${row.version} by now, but this was meant for version ${version}.`,
    { version: row.version },
  )
}

const actor = ({ name, role }: Doer) => ({ actor: name, actorRole: role })
