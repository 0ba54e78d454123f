import { sql } from 'kysely'
import { isInside, type AreaNode } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import { EXPIRES_WITHIN_DAYS } from '../domain/staffing/limits.ts'
import { isTrained, standingOf, trainedShare, type Standing } from '../domain/training/standing.ts'
import type { StaffWho } from '../operators/staff-scope.ts'
import type { Due, DueList, TrainedShares } from './training-schema.ts'

type Row = {
  id: number
  code: string
  name: string
  areaId: number
  certificates: (string | null)[]
  expectedIn: number | null
}
type Placed = Row & { home: AreaNode; is: Standing; expiresOn: string | null }

/** Operators at work on a day, at home in the areas of now, with how their certificates stand. */
async function readStandings(db: Db, { areas }: Pick<StaffWho, 'areas'>, today: string): Promise<Placed[]> {
  const { rows } = await sql<Row>`
    select operator.id, operator.code, operator.name, operator.area_id as "areaId",
      coalesce(held.certificates, '[]') as certificates, expected.session_id as "expectedIn"
    from operator
    left join (
      select operator_id, json_agg(expires_on::text) as certificates from qualification
      where kind = 'certificate' and obtained_on <= ${today}::text::date group by operator_id
    ) held on held.operator_id = operator.id
    left join lateral (
      select session_id from training_attendance join training_session on training_session.id = session_id
      where operator_id = operator.id and result is null and cancelled_at is null and ends_at > now()
      order by starts_at limit 1
    ) expected on true
    where left_at is null or left_at >= ${today}::text::date
    order by operator.code`.execute(db)
  return rows.flatMap((row) => {
    const home = areas.heirOf(row.areaId)
    return home === null ? [] : [{ ...row, home, ...standingOf(row.certificates, today) }]
  })
}

/** Who at home in an area is due to be trained, and what share is trained there and in each of its townships. */
export async function readDue(db: Db, who: StaffWho, area: AreaNode, today: string): Promise<DueList> {
  const here = (await readStandings(db, who, today)).filter(({ home }) => isInside(home, area))
  const share = (of: readonly Placed[]) => ({
    trained: of.filter(({ is }) => isTrained(is)).length,
    operators: of.length,
  })
  const townships = who.areas
    .within(who.areas.county!, 'township')
    .filter((township) => isInside(township, area) || isInside(area, township))
  const byTownship = townships.map((township) => {
    const own = here.filter(({ home }) => isInside(home, township))
    return { area: township.code, due: own.filter(({ is }) => is !== 'valid').length, ...share(own) }
  })
  const townshipOf = (home: AreaNode) => townships.findIndex((township) => isInside(home, township))
  const items = here
    .toSorted((a, b) => townshipOf(a.home) - townshipOf(b.home))
    .flatMap(({ id, code, name, home, is, expiresOn, expectedIn }): Due[] =>
      is === 'valid' ? [] : [{ operator: { id, code, name }, area: home.code, is, expiresOn, expectedIn }],
    )
  return { today, days: EXPIRES_WITHIN_DAYS, total: share(here), byTownship, items }
}

/** The share trained of those at home in an area and in each of its parts; null where they are too few to be told. */
export async function readShares(
  db: Db,
  who: StaffWho,
  { area, parts, level }: { area: AreaNode; parts: readonly AreaNode[]; level: string },
  today: string,
): Promise<TrainedShares> {
  const standings = await readStandings(db, who, today)
  const of = (one: AreaNode) =>
    trainedShare(standings.filter(({ home }) => isInside(home, one)).map(({ is }) => is))
  return {
    today,
    area: area.code,
    level,
    total: of(area),
    byArea: parts.map((part) => ({ code: part.code, share: of(part) })),
  }
}
