import { sql } from 'kysely'
import type { Db } from './connect.ts'

/** What only one process may do at a time. Any numbers that nobody else locks: "wangge" on a telephone's keys, and up. */
const NUMBERS = {
  schema: 926443,
  release: 926444,
  import: 926445,
  duplicate: 926446,
  positions: 926447,
  displays: 926448,
  quarters: 926449,
  surveys: 926456,
  plan: 926457,
  training: 926458,
} as const

/** Waits for a lock of PostgreSQL; it is held until the transaction ends. */
export async function takeLock(transaction: Db, name: keyof typeof NUMBERS): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(NUMBERS[name])})`.execute(transaction)
}
