import type { ColumnType, Generated } from 'kysely'

type Time = ColumnType<Date, Date | string, Date | string>

/** The tables of operators at work, of their duty and of the visits that come of it, as Kysely sees them. */
export type DutyTables = {
  qualification: {
    id: Generated<number>
    operator_id: number
    kind: 'training' | 'certificate'
    name: string
    obtained_on: string
    expires_on: string | null
  }
  duty_session: {
    no: Generated<number>
    id: string
    operator_id: number
    started_at: Time
    ends_at: Time
    heard_at: Time
    paused_at: Time | null
    ended_at: Time | null
    ended_by: 'operator' | 'limit' | 'silence' | null
  }
  position: {
    session_no: number
    at: Time
    device_at: Time
    received_at: ColumnType<Date, Date | undefined, never>
    x: number
    y: number
    accuracy_metres: number | null
    source: number
    mark: number
  }
  cell_passage: {
    day: string
    slot: number
    cell: string
  }
  grid_presence: {
    grid_id: number
    day: string
    hours: number
  }
  visit_suggestion: {
    id: Generated<number>
    grid_id: number
    cell: string
    made_by: string
    made_at: ColumnType<Date, Date | undefined, never>
    done_on: string | null
    withdrawn_at: Time | null
  }
  track_reading: {
    id: Generated<number>
    operator_id: number
    reader: string
    kind: 'latest' | 'track'
    read_at: Time
    day: string
  }
  tracker_key: {
    operator_id: number
    key_hash: string
    created_at: ColumnType<Date, Date | undefined, Date>
  }
  upload: {
    id: string
    account_id: number
    size_bytes: number
    created_at: ColumnType<Date, Date | undefined, never>
  }
  upload_part: {
    upload_id: string
    start: number
    body: Uint8Array
  }
  sent_action: {
    account_id: number
    key: string
    incident_id: number
    sent_at: ColumnType<Date, Date | undefined, never>
  }
}
