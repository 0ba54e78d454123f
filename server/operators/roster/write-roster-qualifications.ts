import { sql, type Transaction } from 'kysely'
import { jsonRows } from '../../db/geo.ts'
import type { Database } from '../../db/types.ts'
import type { RosterRow } from './roster.ts'
import type { ListedOperator } from './write-roster.ts'

/** Notes the qualifications of a list; one of the same name and day is not noted twice, but gets its end. Returns how many are new or changed. */
export async function writeQualifications(
  trx: Transaction<Database>,
  rows: readonly RosterRow[],
  listed: ReadonlyMap<string, ListedOperator>,
): Promise<number> {
  const wanted = rows.flatMap(({ code, qualification }) => {
    const operator = listed.get(code)
    return qualification === null || operator === undefined
      ? []
      : [{ ...qualification, operatorId: operator.id }]
  })
  if (wanted.length === 0) return 0
  const row = sql`(
    select distinct on ("operatorId", kind, name, "obtainedOn") *
    from json_to_recordset(${jsonRows(wanted)}) as row("operatorId" int, kind text, name text, "obtainedOn" date, "expiresOn" date))`
  const changed = await sql`
    update qualification set expires_on = row."expiresOn" from ${row} row
    where operator_id = row."operatorId" and qualification.kind = row.kind and qualification.name = row.name
      and obtained_on = row."obtainedOn" and expires_on is distinct from row."expiresOn"`.execute(trx)
  const added = await sql`
    insert into qualification (operator_id, kind, name, obtained_on, expires_on)
    select row."operatorId", row.kind, row.name, row."obtainedOn", row."expiresOn" from ${row} row
    where not exists (
      select from qualification known
      where known.operator_id = row."operatorId" and known.kind = row.kind and known.name = row.name
        and known.obtained_on = row."obtainedOn")`.execute(trx)
  return Number(changed.numAffectedRows ?? 0) + Number(added.numAffectedRows ?? 0)
}
