import type { App } from '../../server/app-types.ts'
import type { Db } from '../../server/db/connect.ts'
import type { Role } from '../../server/domain/role.ts'
import { signedIn } from '../support/accounts.ts'
import type { get } from '../support/server.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
type Json = Awaited<ReturnType<typeof get>>['body']
type Answer = { status: number; code: string | null; body: Json }

/** Asks as somebody; the answer with the code of its error. */
export type Ask = (
  method: Method,
  url: string,
  payload?: object,
  more?: Record<string, string>,
) => Promise<Answer>

export async function askAs(app: App, db: Db, role: Role, area: string | null = null): Promise<Ask> {
  const { cookie, csrf } = await signedIn(db, `a-${role}`, [{ role, area }])
  return async (method, url, payload, more = {}) => {
    const response = await app.inject({
      method,
      url,
      headers: { cookie, 'x-csrf-token': csrf, ...more },
      ...(payload ? { payload } : {}),
    })
    const isJson = /json/.test(String(response.headers['content-type'] ?? ''))
    const body = response.body === '' ? null : isJson ? response.json() : response.body
    return { status: response.statusCode, body, code: body?.error?.code ?? null }
  }
}

/** A screen that shows this code, for so many minutes. */
export async function showCode(db: Db, code: string, minutes = 5): Promise<void> {
  await db
    .insertInto('display_pairing')
    .values({
      code,
      secret_hash: `secret of ${code}`,
      expires_at: new Date(Date.now() + minutes * 60_000),
      display_id: null,
    })
    .execute()
}

export const SETTINGS = {
  name: '一楼大厅',
  area: 'A',
  tour: null,
  language: 'zh',
  theme: 'dark',
  sound: false,
}
