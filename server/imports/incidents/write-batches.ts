import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { jsonRows } from '../../db/geo.ts'
import { INSERT_BATCH, insertIncidents, type NewIncident } from '../../incidents/insert.ts'
import type { Rejection } from '../rejects-file.ts'

export type Numbered = { line: number; incident: NewIncident }

export type BatchWriter = {
  /** Takes an incident; a promise to be waited for when a batch is full, else null. */
  add(row: Numbered): Promise<void> | null
  end(): Promise<void>
}

/** What became of the rows of a batch. */
export type Written = { inserted: number; known: number; notLocated: number; refused: Rejection[] }

/** A batch on its way to the database. */
type Flight = { keys: ReadonlySet<string | null>; landed: Promise<void> }

/**
 * Writes incidents in batches, two at a time while the next is read. Batches that share a key go one after the other:
 * side by side each could wait for the other's row. `done` is told what became of each.
 */
export function batchWriter(
  write: (rows: Numbered[]) => Promise<Written>,
  done: (written: Written) => void,
): BatchWriter {
  let batch: Numbered[] = []
  let older: Flight = { keys: new Set(), landed: Promise.resolve() }
  let newer = older
  const flush = async (): Promise<void> => {
    const rows = batch
    batch = []
    await older.landed
    const keys = new Set(rows.map(({ incident }) => incident.sourceKey))
    if (rows.some(({ incident }) => newer.keys.has(incident.sourceKey))) await newer.landed
    const landed = write(rows).then(done)
    // A fault is thrown where the batch is waited for, not as an unhandled rejection meanwhile.
    landed.catch(() => {})
    older = newer
    newer = { keys, landed }
  }
  return {
    add(row) {
      batch.push(row)
      return batch.length < INSERT_BATCH ? null : flush()
    },
    async end() {
      await flush()
      await older.landed
      await newer.landed
    },
  }
}

/** Inserts rows; one that the database refuses is found by halving, and does not keep the others out. */
export async function insertRows(db: Db, rows: readonly Numbered[]): Promise<Written> {
  try {
    const incidents = rows.map(({ incident }) => incident)
    const inserted = await insertIncidents(db, incidents)
    const notLocated = incidents.filter(({ areaVersionId }) => areaVersionId === null).length
    return { inserted, known: rows.length - inserted, notLocated, refused: [] }
  } catch (error) {
    if (codeOf(error) === DEADLOCK) return insertRows(db, rows)
    if (!REFUSAL.test(codeOf(error))) throw error
    if (rows.length === 1) {
      const reason = `the database refuses it: ${(error as Error).message}`
      return { inserted: 0, known: 0, notLocated: 0, refused: [{ line: rows[0]!.line, field: '', reason }] }
    }
    const middle = rows.length >> 1
    const halves = [await insertRows(db, rows.slice(0, middle)), await insertRows(db, rows.slice(middle))]
    return halves.reduce((a, b) => ({
      inserted: a.inserted + b.inserted,
      known: a.known + b.known,
      notLocated: a.notLocated + b.notLocated,
      refused: [...a.refused, ...b.refused],
    }))
  }
}

/** SQLSTATEs: of values (classes 22, 23, 54); of two statements that waited for each other, this one was rolled back. */
const REFUSAL = /^(?:22|23|54)/
const DEADLOCK = '40P01'

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code)
}

/** Tells what inserting would do: `seen` are the keys of the rows before. */
export async function compareRows(db: Db, rows: readonly Numbered[], seen: Set<string>): Promise<Written> {
  const keys = rows.map(({ incident }) => incident.sourceKey)
  const { rows: found } = await sql<{ key: string }>`
    select source_key as key from incident
    where source = ${rows[0]?.incident.source ?? ''}
      and source_key in (select json_array_elements_text(${jsonRows(keys)}))`.execute(db)
  for (const { key } of found) seen.add(key)
  let inserted = 0
  for (const key of keys) {
    if (key === null || !seen.has(key)) inserted += 1
    if (key !== null) seen.add(key)
  }
  const notLocated = rows.filter(({ incident }) => incident.areaVersionId === null).length
  return { inserted, known: rows.length - inserted, notLocated, refused: [] }
}
