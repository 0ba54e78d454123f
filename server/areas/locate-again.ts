import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

/**
 * Puts incidents into the area they happened in, after boundaries came in: those not located yet, and those that so
 * far belong to an area which has finer ones below it now. Incidents of a grid stay with that grid.
 */
export async function locateAgain(db: Db): Promise<void> {
  await sql`
    with leaf as (
      select version.id, version.geom
      from area_version version
      where version.release_to is null
        and not exists (select 1 from area_version finer where finer.release_to is null and finer.parent_id = version.area_id)
    ), homeless as (
      select incident.id, incident.geom
      from incident left join area_version version on version.id = incident.area_version_id
      where incident.geom is not null
        and (version.id is null
          or exists (select 1 from area_version finer where finer.release_to is null and finer.parent_id = version.area_id))
    ), home as (
      select homeless.id, min(leaf.id) as version_id
      from homeless join leaf on ST_Intersects(leaf.geom, homeless.geom)
      group by homeless.id
    )
    update incident
    set area_version_id = home.version_id, changed = pg_current_xact_id()
    from home where home.id = incident.id`.execute(db)
}
