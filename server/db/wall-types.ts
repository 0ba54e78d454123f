import type { ColumnType, Generated } from 'kysely'

type Time = ColumnType<Date, Date | string, Date | string>
type Made = ColumnType<Date, Date | undefined, Date | string>

/** The tables of displays on walls and of what they show, as Kysely sees them. */
export type WallTables = {
  tour: {
    id: Generated<number>
    name: string
    scenes: ColumnType<unknown, string, string>
    version: Generated<number>
    changed_at: Made
    changed_by: string
  }
  display: {
    id: Generated<number>
    name: string
    area_id: number
    tour_id: number | null
    language: Generated<'zh' | 'en' | 'both'>
    theme: Generated<'dark' | 'light'>
    sound: Generated<boolean>
    pin: ColumnType<unknown, string | null, string | null>
    pinned_by: string | null
    pinned_at: Time | null
    pinned_until: Time | null
    paired_by: string
    paired_at: Made
    token_hash: string
    token_at: Made
    former_hash: string | null
    seen_at: Time | null
    build: string | null
  }
  display_pairing: {
    code: string
    secret_hash: string
    made_at: Made
    expires_at: Time
    display_id: number | null
  }
}
