import type { ColumnType } from 'kysely'
import type { IncidentState } from '../domain/incident-state.ts'

type Time = ColumnType<Date, Date | string, Date | string>
type Made = ColumnType<Date, Date | undefined, Date | string>
type Seen<Value> = ColumnType<Value, never, never>

/** What stands behind reports without an account, and the view of all that the public sees, as Kysely sees them. */
export type PublicTables = {
  tracking: {
    code_hash: string
    incident_id: number
    kind: 'report' | 'follow'
    key_hash: string | null
    salt: string
    body_hash: string
    created_at: Made
  }
  challenge_secret: {
    the_only: ColumnType<boolean, true | undefined, never>
    secret: string
  }
  spent_challenge: {
    id: string
    expires_at: Time
  }
  public_incident: {
    id: Seen<number>
    number: Seen<string>
    category_code: Seen<string>
    main_code: Seen<string>
    state: Seen<IncidentState>
    area_id: Seen<number | null>
    reported_at: Seen<Date>
    due_at: Seen<Date | null>
    is_suspended: Seen<boolean>
    closed_at: Seen<Date | null>
    public_answer: Seen<string | null>
    lon: Seen<number>
    lat: Seen<number>
  }
}
