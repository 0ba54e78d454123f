import type { Db } from '../db/connect.ts'
import { readInScope } from '../db/row-scope.ts'
import { attributed, countInside } from './by-boundaries.ts'
import { readCandidates, type Candidates } from './candidates.ts'
import type { ListRequest } from './list-request.ts'
import {
  countIncidents,
  listIncidents,
  listPoints,
  type Cursor,
  type IncidentRow,
  type Page,
} from './queries.ts'

/** Points a page, where they must be looked at to be counted: a few milliseconds of work at a time. */
const POINTS_PAGE = 10_000

/** The incidents of a list behind `after`, newest first, in pages that are never empty and have up to `limit` each. */
export async function* readPages(db: Db, list: ListRequest, first: Page): AsyncGenerator<IncidentRow[]> {
  for await (const rows of pagesOf(db, list, first, listIncidents)) {
    const kept = list.boundaries === null ? rows : attributed(rows, list.boundaries)
    if (kept.length > 0) yield kept
  }
}

/** The first `limit` of them, from as many pages as that takes: only one where boundaries leave nothing out. */
export async function readFirst(db: Db, list: ListRequest, first: Page): Promise<IncidentRow[]> {
  const found: IncidentRow[] = []
  for await (const rows of readPages(db, list, first)) {
    found.push(...rows)
    if (found.length >= first.limit) break
  }
  return found.slice(0, first.limit)
}

/** How many incidents a list has over all its pages. */
export async function countList(db: Db, list: ListRequest): Promise<number> {
  const { boundaries } = list
  if (boundaries === null || boundaries.area === null)
    return readInScope(db, list.scope, (trx) => countIncidents(trx, list))
  let count = 0
  for await (const points of pagesOf(db, list, { limit: POINTS_PAGE, after: null }, listPoints))
    count += countInside(points, boundaries)
  return count
}

/**
 * Every page is a transaction of its own: nothing is held while somebody takes what was read. What indexes say is asked
 * once, with the first page.
 */
async function* pagesOf<Row extends Cursor>(
  db: Db,
  list: ListRequest,
  { limit, after }: Page,
  read: (trx: Db, list: ListRequest, page: Page, candidates: Candidates) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  let candidates: Candidates | null = null
  for (let behind = after; ;) {
    const page: Page = { limit, after: behind }
    const rows = await readInScope(db, list.scope, async (trx) => {
      candidates ??= await readCandidates(trx, list)
      return read(trx, list, page, candidates)
    })
    yield rows
    const last = rows.at(-1)
    if (rows.length < limit || !last) return
    behind = { occurredAt: last.occurredAt, id: last.id }
  }
}
