import { sql } from 'kysely'
import { requirePermission } from '../accounts/require-permission.ts'
import type { Db } from '../db/connect.ts'
import { NOMINATING } from '../domain/commendation/actions.ts'
import { may } from '../domain/permission.ts'
import { CodedError } from '../errors.ts'
import type { Means, Who } from './means.ts'
import type { Subject } from './schema.ts'
import { rolesFor } from './sight.ts'
import { readTitle } from './title-queries.ts'

type Candidate = Omit<Subject, 'kind'>

/** Whom the viewer may nominate for a title, in the order of codes. Throws unknown_commendation, not_allowed. */
export async function listCandidates({ db }: Means, who: Who, titleId: number): Promise<Candidate[]> {
  const title = await readTitle(db, titleId)
  if (!title) throw new CodedError('unknown_commendation', `There is no title with the id ${titleId}.`)
  const permission = NOMINATING[title.kind]
  requirePermission(who.viewer, permission, 'This nomination is made by')
  const rows = await readAll(db, title.kind)
  return rows.filter((row) => may(rolesFor(who, row), permission)).map(({ townshipId: _, ...row }) => row)
}

async function readAll(
  db: Db,
  kind: Subject['kind'],
): Promise<(Candidate & { townshipId: number | null })[]> {
  const township = sql`json_build_object('code', home.code, 'name', home.name, 'nameEn', home.name_en)`
  const statement =
    kind === 'operator'
      ? sql`select one.code, one.name, null as "nameEn", one.area_id as "townshipId", ${township} as township
          from operator one join area home on home.id = one.area_id`
      : kind === 'township'
        ? sql`select one.code, one.name, one.name_en as "nameEn", one.id as "townshipId", null as township
          from area one where level = 'township' and retired_at is null`
        : sql`select one.code, one.name, one.name_en as "nameEn", one.area_id as "townshipId",
            case when home.id is not null then ${township} end as township
          from unit one left join area home on home.id = one.area_id where one.retired_at is null`
  const { rows } = await sql<
    Candidate & { townshipId: number | null }
  >`${statement} order by one.code collate "C"`.execute(db)
  return rows
}
