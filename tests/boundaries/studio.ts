import { sql } from 'kysely'
import type { App } from '../../server/app-types.ts'
import type { Draft } from '../../server/boundaries/draft-schema.ts'
import type { Db } from '../../server/db/connect.ts'
import type { Operation, Place } from '../../server/domain/coverage/edit/operation.ts'
import { at } from '../support/small-county.ts'
import type { Person } from '../support/people.ts'

/** A place of the small county, in grid sides from its south-west corner. */
export function place(x: number, y: number): Place {
  const { lon, lat } = at(x, y)
  return [lon, lat]
}

/** The incidents of the small county are of March 2026: now of last month, for those that are older than a year count no more. */
export async function happenLately(db: Db): Promise<void> {
  await sql`update incident set occurred_at = occurred_at + by, reported_at = reported_at + by, closed_at = closed_at + by,
    due_at = due_at + by from (select now() - '2026-04-01'::timestamptz as by) moved`.execute(db)
}

/** Cuts the north-eastern corner off grid A1a: an eighth of it is the new one, between inner borders. */
export const SPLIT = {
  kind: 'split',
  area: 'A1a',
  line: [place(0.5, 1), place(1, 0.5)],
  code: 'A1-1',
} satisfies Operation

/** Once that is done: the border between A1a and A1b bends north in its western half: A1a grows by a twentieth. */
export const BEND = {
  kind: 'reshape',
  areas: ['A1a', 'A1b'],
  line: [place(0, 1), place(0.25, 1.2), place(0.5, 1)],
} satisfies Operation

/** Somebody at work on a draft. */
export class Studio {
  readonly #app: App
  readonly #person: Person

  constructor(app: App, person: Person) {
    this.#app = app
    this.#person = person
  }

  async begin(area: string, more: object = {}): Promise<Draft> {
    const { status, body } = await this.#person.post('/api/boundaries/drafts', {
      title: `about ${area}`,
      area,
      ...more,
    })
    if (status !== 201) throw new Error(JSON.stringify(body))
    return body
  }

  async get(id: number): Promise<Draft> {
    return (await this.#person.get(`/api/boundaries/drafts/${id}`)).body
  }

  /** Answers with status and body, whatever it is. */
  async patch(
    draft: { id: number; version: number },
    change: { keep: number; append: Operation[]; done: number },
  ) {
    const response = await this.#app.inject({
      method: 'PATCH',
      url: `/api/boundaries/drafts/${draft.id}/operations`,
      headers: { ...this.#person.headers, 'if-match': `"${draft.version}"` },
      payload: change,
    })
    return { status: response.statusCode, body: response.json() }
  }

  /** A draft that has done these. Throws where one is refused. */
  async drawn(area: string, ...operations: Operation[]): Promise<Draft> {
    const draft = await this.begin(area)
    const { status, body } = await this.patch(draft, { keep: 0, append: operations, done: operations.length })
    if (status !== 200) throw new Error(JSON.stringify(body))
    return body
  }

  async act({ id, version }: { id: number; version: number }, action: string, more: object = {}) {
    const url = `/api/boundaries/drafts/${id}/actions`
    return this.#person.post(url, { action, ...more }, { 'if-match': `"${version}"` })
  }
}
