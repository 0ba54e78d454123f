import { sql } from 'kysely'
import type { Viewer } from '../accounts/viewer.ts'
import { takeLock } from '../db/advisory-lock.ts'
import type { Db } from '../db/connect.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import type { Wording, Wordings } from './survey-schema.ts'

type WordingRow = Omit<Wording, 'publishedAt'> & { publishedAt: Date }

const COLUMNS = sql`version, questions, published_at as "publishedAt", published_by as "publishedBy"`

/** The published wordings, latest first. */
export async function readWordings(db: Db): Promise<Wording[]> {
  const { rows } = await sql<WordingRow>`
    select ${COLUMNS} from survey_wording order by version desc`.execute(db)
  return rows.map(shown)
}

/** The wording of a version that there is. */
export async function readWording(db: Db, version: number): Promise<Wordings> {
  const { rows } = await sql<{ questions: Wordings }>`
    select questions from survey_wording where version = ${version}::int`.execute(db)
  return rows[0]!.questions
}

/** Publishes a wording for good, as the next version. */
export async function publishWording(db: Db, viewer: Viewer, questions: Wordings): Promise<Wording> {
  return db.transaction().execute(async (trx) => {
    await takeLock(trx, 'surveys')
    const { rows } = await sql<WordingRow>`
      insert into survey_wording (version, questions, published_by)
      select coalesce(max(version), 0) + 1, ${JSON.stringify(questions)}::text::jsonb, ${viewer.name} from survey_wording
      returning ${COLUMNS}`.execute(trx)
    const wording = shown(rows[0]!)
    await noteWith(trx, doerOf(viewer), 'survey', { what: 'wording', version: String(wording.version) })
    return wording
  })
}

function shown(row: WordingRow): Wording {
  return { ...row, publishedAt: row.publishedAt.toISOString() }
}
