import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import type { App } from '../../server/app-types.ts'
import type { Operator } from '../../server/contract.ts'
import type { Db } from '../../server/db/connect.ts'
import { dayAfter } from '../../server/domain/staffing/grid-staffing.ts'

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
export type Asked = {
  status: number
  body: Operator & { error: { code: string; message: string; details: unknown } }
}

/** The county's day, so many days from now. */
export function dayFromNow(days: number): string {
  return dayAfter(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), days)
}

/** Asks as whoever brings the headers; the administrator without. */
export async function ask(
  app: App,
  method: Method,
  url: string,
  payload?: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Asked> {
  const answer: LightMyRequestResponse = await app.inject({
    method,
    url,
    headers: { ...headers },
    ...(payload ? { payload } : {}),
  })
  return { status: answer.statusCode, body: answer.json() }
}

export async function operatorId(db: Db, code: string): Promise<number> {
  const row = await db.selectFrom('operator').select('id').where('code', '=', code).executeTakeFirstOrThrow()
  return row.id
}

/** Days on which a grid has more than one lead: there must be none. */
export async function gridsLedTwice(db: Db): Promise<number> {
  const { rows } = await sql<{ twice: number }>`
    select count(*)::int as twice from assignment one join assignment other
      on one.grid_id = other.grid_id and one.id < other.id and one.valid && other.valid
    where one.role = 'lead' and other.role = 'lead'`.execute(db)
  return rows[0]!.twice
}
