import type { ColumnType, Generated } from 'kysely'
import type { Role } from '../domain/role.ts'

type Time = ColumnType<Date, Date | string, Date | string>

/** The tables of accounts, and of what belongs to one, as Kysely sees them. */
export type AccountTables = {
  account: {
    id: Generated<number>
    name: string
    password_hash: string | null
    demo: Generated<boolean>
    created_at: ColumnType<Date, never, never>
    failures: Generated<number>
    locked_until: Time | null
  }
  account_grant: {
    id: Generated<number>
    account_id: number
    role: Role
    area_id: number | null
    unit_id: number | null
  }
  account_openid: {
    account_id: number
    claimed: string
    issuer: string | null
    subject: string | null
    bound_at: Time | null
  }
  openid_attempt: {
    state_hash: string
    browser_hash: string
    nonce: string
    code_verifier: string
    return_to: string
    created_at: ColumnType<Date, never, never>
  }
  session: {
    token_hash: string
    account_id: number
    created_at: ColumnType<Date, never, never>
    seen_at: ColumnType<Date, never, never>
  }
  api_token: {
    id: Generated<number>
    account_id: number
    label: string
    token_hash: string
    can_write: Generated<boolean>
    created_at: ColumnType<Date, never, never>
    expires_at: Time
  }
  saved_filter: {
    id: Generated<number>
    account_id: number
    name: string
    query: Record<string, string>
    created_at: ColumnType<Date, never, never>
  }
}
