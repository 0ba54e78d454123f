import { sql, type Transaction } from 'kysely'
import type { Static } from 'typebox'
import type { Database } from '../db/types.ts'
import { daysBetween, type MilestoneKind } from '../domain/plan/milestone.ts'
import { isDay } from '../domain/staffing/day.ts'
import { CodedError } from '../errors.ts'
import type { planContract } from './contract.ts'

type Given = Omit<Static<typeof planContract.change.schema.body>, 'note'>

/** What a milestone's row has of what the county says. */
export type Content = {
  label: string
  beginsOn: string
  endsOn: string
  targetPercent: number
  planned: number | null
  accountId: number | null
  unitId: number | null
}

/** A plan is looked at as a whole: one slip of the hand in a year must not make it a century wide. */
const FURTHEST_DAYS = 5 * 366

/** What was given, as it is kept. Throws invalid_input in plain words. */
export async function checkedContent(
  trx: Transaction<Database>,
  kind: MilestoneKind,
  given: Given,
  today: string,
): Promise<Content> {
  const { beginsOn, endsOn, targetPercent, planned, owner } = given
  for (const [name, day] of Object.entries({ beginsOn, endsOn })) checkDay(name, day, today)
  if (endsOn < beginsOn)
    throw wrong(`"endsOn" must not be before "beginsOn" (${beginsOn}), but it is ${endsOn}.`)
  if ((kind === 'grids') !== (planned !== null))
    throw wrong(
      kind === 'grids'
        ? '"planned" must say how many grids are to be drawn, but it is null.'
        : `"planned" is for the kind grids only, but the kind is ${kind}.`,
    )
  const label = given.label.trim()
  return { label, beginsOn, endsOn, targetPercent, planned, ...(await ownerIds(trx, owner)) }
}

/** Throws invalid_input for what is no day, or is further off than a plan can reach. */
export function checkDay(name: string, day: string, today: string): void {
  if (!isDay(day)) throw wrong(`"${name}" must be a day as YYYY-MM-DD, but it is ${JSON.stringify(day)}.`)
  if (Math.abs(daysBetween(today, day)) > FURTHEST_DAYS)
    throw wrong(`"${name}" must lie within five years of today, but it is ${day}.`)
}

async function ownerIds(
  trx: Transaction<Database>,
  owner: Given['owner'],
): Promise<Pick<Content, 'accountId' | 'unitId'>> {
  const { account = null, unit = null } = owner ?? {}
  if (account !== null && unit !== null) throw wrong('"owner" must be an account or a unit, but it is both.')
  const { rows } = await sql<{ accountId: number | null; unitId: number | null }>`
    select (select id from account where name = ${account}::text) as "accountId",
      (select id from unit where code = ${unit}::text and retired_at is null) as "unitId"`.execute(trx)
  const { accountId, unitId } = rows[0]!
  if (account !== null && accountId === null) throw wrong(`There is no account "${account}" to own it.`)
  if (unit !== null && unitId === null) throw wrong(`There is no unit "${unit}" to own it.`)
  return { accountId, unitId }
}

const wrong = (message: string): CodedError => new CodedError('invalid_input', message)
