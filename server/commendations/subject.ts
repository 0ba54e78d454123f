import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { SubjectKind } from '../domain/commendation/state.ts'
import { CodedError } from '../errors.ts'

/** Whom a nomination is about, as they are called now. */
export type KnownSubject = {
  kind: SubjectKind
  /** Of the operator, the area or the unit. */
  id: number
  code: string
  name: string
  nameEn: string | null
  /** Where an operator or a unit is at home, a township itself; null: an office of the county. */
  townshipId: number | null
  /** Of the account of an operator, if one is linked. */
  accountId: number | null
}

/** The operator, township or unit of a code. Throws unknown_operator, unknown_area, invalid_input. */
export async function readSubject(db: Db, kind: SubjectKind, code: string): Promise<KnownSubject> {
  const found = await find(db, kind, code)
  if (found) return { kind, ...found }
  if (kind === 'operator')
    throw new CodedError('unknown_operator', `You see no operator with the code "${code}".`)
  if (kind === 'township') throw new CodedError('unknown_area', `No township has the code "${code}".`)
  throw new CodedError('invalid_input', `"subject" must be the code of a unit, but it is "${code}".`)
}

async function find(
  db: Db,
  kind: SubjectKind,
  code: string,
): Promise<Omit<KnownSubject, 'kind'> | undefined> {
  const statement =
    kind === 'operator'
      ? sql`select id, code, name, null as "nameEn", area_id as "townshipId", account_id as "accountId"
          from operator where code = ${code}::text`
      : kind === 'township'
        ? sql`select id, code, name, name_en as "nameEn", id as "townshipId", null::int as "accountId"
          from area where code = ${code}::text and level = 'township' and retired_at is null`
        : sql`select id, code, name, name_en as "nameEn", area_id as "townshipId", null::int as "accountId"
          from unit where code = ${code}::text and retired_at is null`
  const { rows } = await sql<Omit<KnownSubject, 'kind'>>`${statement}`.execute(db)
  return rows[0]
}
