import { sql } from 'kysely'
import type { App } from '../../server/app-types.ts'
import type { Db } from '../../server/db/connect.ts'
import type { Answer, Person } from '../support/people.ts'

export const MINUTE_MS = 60_000

/** Links an account to an operator of the small county. */
export async function link(db: Db, account: string, operator: string): Promise<void> {
  await sql`update operator set account_id = (select id from account where name = ${account})
    where code = ${operator}`.execute(db)
}

/** Begins a session so many minutes ago; gives its id. */
export async function beginDuty(person: Person, minutesAgo = 60): Promise<string> {
  const id = crypto.randomUUID()
  await person.post('/api/duty/sessions', { id, startedAt: ago(minutesAgo) })
  return id
}

export const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE_MS).toISOString()

/** The county's day, so many minutes ago. */
export const dayAgo = (minutes: number): string =>
  new Date(Date.parse(ago(minutes)) + 8 * 60 * MINUTE_MS).toISOString().slice(0, 10)

/** A position of the phone in grid A1a of the small county, so many minutes ago. */
export function position(minutesAgo: number, more: object = {}): object {
  const at = ago(minutesAgo)
  return { at, deviceAt: at, lon: 114.005, lat: 37.005, accuracy: 5, source: 'device', ...more }
}

export function send(person: Person, session: string, positions: object[]): Promise<Answer> {
  return person.post(`/api/duty/sessions/${session}/positions`, { positions })
}

/** Any request of a person that has no method of its own. */
export async function ask(
  app: App,
  person: Person,
  method: 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  more = {},
) {
  const response = await app.inject({ method, url, headers: person.headers, ...more })
  return { status: response.statusCode, body: response.statusCode === 204 ? null : response.json() }
}

export async function countOf(db: Db, table: string): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from ${sql.table(table)}`.execute(db)
  return rows[0]!.count
}
