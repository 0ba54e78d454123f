import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

/** A suggestion that somebody should go to a cell; neither done nor withdrawn. */
export type SuggestionRow = { id: number; gridId: number; cell: string; madeBy: string; madeAt: Date }

const COLUMNS = ['id', 'grid_id as gridId', 'cell', 'made_by as madeBy', 'made_at as madeAt'] as const

/** What is suggested for some grids, the newest first. */
export async function readOpenSuggestions(db: Db, gridIds: readonly number[]): Promise<SuggestionRow[]> {
  return db
    .selectFrom('visit_suggestion')
    .select([...COLUMNS])
    .where('done_on', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where(
      sql<boolean>`grid_id in (select value::int from json_array_elements_text(${JSON.stringify(gridIds)}::text::json))`,
    )
    .orderBy('id', 'desc')
    .execute()
}

/** Suggests a visit; where it is suggested already, that one is given. */
export async function insertSuggestion(
  db: Db,
  { gridId, cell, madeBy }: { gridId: number; cell: string; madeBy: string },
): Promise<SuggestionRow> {
  for (;;) {
    const made = await db
      .insertInto('visit_suggestion')
      .values({ grid_id: gridId, cell, made_by: madeBy, done_on: null, withdrawn_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning([...COLUMNS])
      .executeTakeFirst()
    if (made) return made
    const known = (await readOpenSuggestions(db, [gridId])).find((row) => row.cell === cell)
    // Done or withdrawn between the two statements: the next turn makes a new one.
    if (known) return known
  }
}

/** The grid of an open suggestion, or null. */
export async function readGridOfSuggestion(db: Db, id: number): Promise<number | null> {
  const row = await db
    .selectFrom('visit_suggestion')
    .select('grid_id')
    .where('id', '=', id)
    .where('done_on', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return row?.grid_id ?? null
}

/** Withdraws an open suggestion; whether there was one. */
export async function withdrawSuggestion(db: Db, id: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('visit_suggestion')
    .set({ withdrawn_at: new Date() })
    .where('id', '=', id)
    .where('done_on', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
