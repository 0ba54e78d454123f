import { sql } from 'kysely'
import type { Db } from '../../server/db/connect.ts'

/** Closes a survey, and asks for something between the looking and the closing; what was answered. */
export async function duringClosing<Answer>(db: Db, id: number, ask: () => Promise<Answer>): Promise<Answer> {
  let asked: Promise<Answer> | undefined
  await db.transaction().execute(async (trx) => {
    await sql`select from survey where id = ${id}::int for update`.execute(trx)
    asked = ask()
    const { rows } = await sql<{
      embedded: boolean
    }>`select version() ~ 'emscripten|wasm' as embedded`.execute(trx)
    // The embedded database has one connection, where whoever comes next waits in our program.
    const isThere = asked.then(() => true)
    while (!rows[0]!.embedded && !(await Promise.race([isThere, isWaited(trx)])));
    await sql`update survey set state = 'closed', closed_by = 'x', closed_at = now() where id = ${id}::int`.execute(
      trx,
    )
  })
  return asked!
}

/** Whether somebody waits for a lock. */
async function isWaited(trx: Db): Promise<boolean> {
  return (await sql`select from pg_locks where not granted`.execute(trx)).rows.length > 0
}
