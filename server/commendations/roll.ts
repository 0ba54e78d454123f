import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Notice } from './schema.ts'

/** Every notice with who was commended by it, the latest quarter first; `quarter`: of that one only. For everybody signed in. */
export async function readRoll(db: Db, quarter: string | null = null): Promise<Notice[]> {
  return readNotices(db, { quarter, id: null })
}

/** The notice of an id. */
export async function readNotice(db: Db, id: number): Promise<Notice> {
  return (await readNotices(db, { quarter: null, id }))[0]!
}

async function readNotices(
  db: Db,
  { quarter, id }: { quarter: string | null; id: number | null },
): Promise<Notice[]> {
  const { rows } = await sql<Omit<Notice, 'publishedAt'> & { publishedAt: Date }>`
    select notice.id, quarter, number, dated::text as dated,
      json_build_object('name', county_name, 'nameEn', county_name_en) as county, published_at as "publishedAt",
      (select json_agg(json_build_object('id', c.id, 'place', place,
          'title', json_build_object('kind', title.kind, 'name', title.name, 'nameEn', title.name_en),
          'subject', json_build_object('kind', title.kind, 'code', subject_code, 'name', subject_name,
            'nameEn', subject_name_en, 'township', case when title.kind <> 'township' and township.id is not null then
              json_build_object('code', township.code, 'name', township.name, 'nameEn', township.name_en) end),
          'words', words, 'wordsEn', words_en) order by place)
        from commendation c
        join commendation_title title on title.id = c.title_id
        left join area township on township.id = c.township_id
        where c.notice_id = notice.id) as items
    from commendation_notice notice
    where (${quarter}::text is null or quarter = ${quarter}::text) and (${id}::int is null or id = ${id}::int)
    order by quarter desc, dated desc, id desc`.execute(db)
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }))
}
