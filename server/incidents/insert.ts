import { sql } from 'kysely'
import type { IncidentState } from '../domain/incident-state.ts'
import type { Db } from '../db/connect.ts'
import { jsonRows } from '../db/geo.ts'
import { gramsOf } from './words.ts'

/** An incident to be written; coordinates in 1e-7 degree, both null when it is not located. */
export type NewIncident = {
  /** Null: numbered by the database, `I` and the id. */
  number: string | null
  categoryCode: string
  source: string
  /** With `source` the key by which the same incident is known again. */
  sourceKey: string | null
  sourceCategory: string | null
  title: string
  description: string | null
  address: string | null
  lon: number | null
  lat: number | null
  occurredAt: Date
  reportedAt: Date
  state: IncidentState
  priority: number
  dueAt: Date | null
  closedAt: Date | null
  areaVersionId: number | null
  /** What has become of it already, where that is known: who has or had it, and what the end of its events says. */
  version?: number
  unitId?: number | null
  rating?: string | null
  extendedDays?: number
  handledBy?: string | null
}

/** How many rows go in one statement: large enough for speed, small enough for memory. */
export const INSERT_BATCH = 5000

/** Writes incidents and returns how many were new; those whose source and key are known already are passed over. */
export async function insertIncidents(db: Db, incidents: readonly NewIncident[]): Promise<number> {
  let inserted = 0
  for (let i = 0; i < incidents.length; i += INSERT_BATCH) {
    inserted += await insertBatch(db, incidents.slice(i, i + INSERT_BATCH))
  }
  return inserted
}

async function insertBatch(db: Db, incidents: readonly NewIncident[]): Promise<number> {
  // The place is divided here as toDegrees does it: the same double, and half the text of an EWKB.
  const { rows: counted } = await sql<{ inserted: number }>`
    with input as (
      select row.*, nextval((select pg_get_serial_sequence('incident', 'id')::regclass)) as id,
        ST_SetSRID(ST_MakePoint(lon / 1e7::float8, lat / 1e7::float8), 4326) as geom
      from json_to_recordset(${jsonRows(incidents.map(withGrams))}) as row(
        number text, "categoryCode" text, source text, "sourceKey" text, "sourceCategory" text, title text,
        description text, address text, lon int, lat int, "occurredAt" timestamptz, "reportedAt" timestamptz,
        state text, priority smallint, "dueAt" timestamptz, "closedAt" timestamptz, "areaVersionId" int, grams text, version int, "unitId" int,
        rating text, "extendedDays" smallint, "handledBy" text)
    ), inserted as (
      insert into incident (id, number, category_code, source, source_key, source_category, title, description,
        address, geom, occurred_at, reported_at, state, priority, due_at, closed_at, area_version_id, grams, version,
        unit_id, rating, extended_days, handled_by)
      overriding system value
      select id, coalesce(number, 'I' || id), "categoryCode", source, "sourceKey", "sourceCategory", title, description,
        address, geom, "occurredAt", "reportedAt", state, priority, "dueAt", "closedAt", "areaVersionId",
        grams::integer[], coalesce(version, 1), "unitId", rating, coalesce("extendedDays", 0), "handledBy"
      from input
      on conflict (source, source_key) where source_key is not null do nothing
      returning 1
    )
    select count(*)::int as inserted from inserted`.execute(db)
  return counted[0]?.inserted ?? 0
}

const withGrams = (incident: NewIncident) => ({
  ...incident,
  grams: `{${gramsOf(incident.title, incident.address).join()}}`,
})
