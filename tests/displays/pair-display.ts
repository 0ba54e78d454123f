import { sql } from 'kysely'
import { hashToken, newToken } from '../../server/accounts/token.ts'
import type { Db } from '../../server/db/connect.ts'

/** The cookie that an answer sets, as a browser sends it back. */
export function readCookie({ cookies }: { cookies: { name: string; value: string }[] }): string {
  const set = cookies.findLast(({ value }) => value !== '')
  if (set === undefined) throw new Error('The answer sets no cookie.')
  return `${set.name}=${set.value}`
}

/** A display of an area, without the typing: of a screen that shows a code, or with a cookie of its own. */
export async function pairDisplay(
  db: Db,
  { area, name, code }: { area: string; name: string; code?: string },
): Promise<{ id: number; cookie: string }> {
  const token = newToken()
  const { rows } = await sql<{ id: number }>`
    insert into display (name, area_id, paired_by, token_hash)
    select ${name}, id, 'admin', ${hashToken(token)} from area where code = ${area} returning id`.execute(db)
  const { id } = rows[0]!
  if (code !== undefined)
    await sql`update display_pairing set display_id = ${id} where code = ${code}`.execute(db)
  return { id, cookie: `wangge-display=${token}` }
}
