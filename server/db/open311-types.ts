import type { ColumnType, Generated } from 'kysely'

type Time = ColumnType<Date, Date | string, Date | string>
type Made = ColumnType<Date, Date | undefined, never>

/** The tables of apps that speak Open311, as Kysely sees them. */
export type Open311Tables = {
  open311_key: {
    id: Generated<number>
    name: string
    key_hash: string
    made_by: string
    made_at: Made
    used_on: ColumnType<string, string | null, string | null> | null
    revoked_by: string | null
    revoked_at: Time | null
  }
  open311_request: {
    request_id: string
    incident_id: number
    client: string
    made_at: Made
  }
}
