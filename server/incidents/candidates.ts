import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { toDegrees } from '../domain/coverage/shape.ts'
import type { ListRequest } from './list-request.ts'
import type { Words } from './words.ts'

/** Up to so many are looked up by their ids; of more, a list from the newest down soon has a page full. */
const MOST = 20_000

/** Ids of all incidents that a part of a filter could let through; null where it is not asked, or cannot be told. */
export type Candidates = { inBox: readonly number[] | null; withWords: readonly number[] | null }

/** What indexes say of a list. They are looked into once, however many pages of it are read. */
export async function readCandidates(trx: Db, { filter, words }: ListRequest): Promise<Candidates> {
  return {
    inBox: filter.bbox && (await readIdsInBox(trx, filter.bbox)),
    withWords: words && (await readIdsWithWords(trx, words)),
  }
}

/** Ids of all incidents that could have these words, from the index; null where it cannot tell, or they are too many. */
async function readIdsWithWords(trx: Db, { grams, number }: Words): Promise<number[] | null> {
  if (grams.length === 0) return null
  return readFew(
    trx,
    sql`incidents_with_words(${`{${grams.join()}}`}::integer[], ${number?.prefix ?? null}::text,
      ${`{${number?.grams.join() ?? ''}}`}::integer[], ${MOST + 1}::integer)`,
  )
}

/** Ids of all incidents in a box of 1e-7 degree; null where they are too many. */
async function readIdsInBox(
  trx: Db,
  box: readonly [number, number, number, number],
): Promise<number[] | null> {
  const [west, south, east, north] = box.map(toDegrees)
  return readFew(
    trx,
    sql`incidents_in_box(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, ${MOST + 1}::integer)`,
  )
}

async function readFew(trx: Db, found: ReturnType<typeof sql>): Promise<number[] | null> {
  const { rows } = await sql<{ id: number }>`select id from ${found} as id`.execute(trx)
  return rows.length > MOST ? null : rows.map(({ id }) => id)
}
