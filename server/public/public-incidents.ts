import type { Db } from '../db/connect.ts'
import type { IncidentState } from '../domain/incident-state.ts'

const DAY_MS = 86_400_000
/** What was closed stays on the public map for so long. */
const CLOSED_DAYS = 30
const MOST = 4000
/** The map of the public may be a little behind. */
const FRESH_MS = 15_000

const OPEN = ['accepted', 'dispatched', 'handling', 'verifying'] as const

/** One incident as the public sees it: of its place the middle of a cell, nobody's name and nobody's words but the answer. */
export type PublicIncident = {
  number: string
  category: string
  main: string
  state: IncidentState
  areaId: number | null
  reportedAt: Date
  dueAt: Date | null
  closedAt: Date | null
  answer: string | null
  lon: number
  lat: number
}

/** What the public sees of incidents, read from the view public_incident and kept for a moment: whoever asks often costs nothing. */
export class PublicIncidents {
  readonly #db: Db
  #kept: { at: number; items: Promise<PublicIncident[]> } | null = null

  constructor(db: Db) {
    this.#db = db
  }

  /** Open ones, and those closed in the last 30 days; newest first. */
  async current(now = Date.now()): Promise<readonly PublicIncident[]> {
    // A clock may be set back.
    if (this.#kept === null || Math.abs(now - this.#kept.at) > FRESH_MS) {
      const items = readAll(this.#db, now)
      this.#kept = { at: now, items }
      items.catch(() => (this.#kept = null))
    }
    return this.#kept.items
  }
}

async function readAll(db: Db, now: number): Promise<PublicIncident[]> {
  const kept = new Date(now - CLOSED_DAYS * DAY_MS)
  const rows = await db
    .selectFrom('public_incident')
    .select([
      'number',
      'category_code as category',
      'main_code as main',
      'state',
      'area_id as areaId',
      'reported_at as reportedAt',
      'due_at as dueAt',
      'closed_at as closedAt',
      'public_answer as answer',
      'lon',
      'lat',
    ])
    .where((where) => where.or([where('state', 'in', OPEN), where('closed_at', '>=', kept)]))
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
  return rows
}

/** The open incident of this number that the public sees, by its id; null when there is none. */
export async function findOpenPublic(db: Db, number: string): Promise<number | null> {
  const row = await db
    .selectFrom('public_incident')
    .select('id')
    .where('number', '=', number)
    .where('state', 'in', OPEN)
    .executeTakeFirst()
  return row?.id ?? null
}
