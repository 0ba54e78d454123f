import { sql, type Transaction } from 'kysely'
import { jsonRows } from '../db/geo.ts'
import type { Database } from '../db/types.ts'
import { quarterOf } from '../domain/quarter.ts'
import { monthsOf } from '../domain/quarter-name.ts'
import { drawFrom, type DrawnGrid } from '../surveys/draw-sample.ts'
import type { FrameGrid } from '../surveys/sample-frame.ts'
import { createRandom, type Random } from './random.ts'
import { demoAnswers, demoMood, type Mood } from './survey-answers.ts'

type Trx = Transaction<Database>
type Options = { now: Date; seed: number; offsetMs: (ms: number) => number }

/** Closed quarters before the running one, in which a survey is under way. */
const PAST_QUARTERS = 4
const SAMPLE = { total: 3000, least: 2 }
const TARGETS = { awareness: 0.75, participation: 0.4, satisfaction: 0.9 }
const DAY_MS = 86_400_000
/** Of a quarter: drawn after so many days, and closed after so many. */
const DRAWN_AFTER = 35
const CLOSED_AFTER = 75
const ANALYST = 'analyst'

/** Four surveys that are closed, one that is under way (or planned, early in a quarter), and what villages did together meanwhile. */
export async function writeDemoSurveys(trx: Trx, { now, seed, offsetMs }: Options): Promise<void> {
  const random = createRandom(seed + 31)
  const frame = await readDemoFrame(trx)
  const moods = new Map<number, Mood>()
  for (const { village } of frame)
    if (village && !moods.has(village.id)) moods.set(village.id, demoMood(random))
  const release = await trx
    .selectFrom('release')
    .select('seq')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow()
  for (let back = PAST_QUARTERS; back >= 0; back -= 1) {
    const quarter = quarterOf(now.getTime(), offsetMs, -back)
    const drawnAt = quarter.from + DRAWN_AFTER * DAY_MS
    const closedAt = quarter.from + CLOSED_AFTER * DAY_MS
    const seedText = Array.from({ length: 4 }, () =>
      random.integer(0, 0xffffffff).toString(16).padStart(8, '0'),
    ).join('')
    const isDrawn = drawnAt < now.getTime()
    const isClosed = back > 0
    const day = (at: number) => new Date(at).toISOString()
    const { rows } = await sql<{ id: number }>`
      insert into survey (quarter, wording, targets, total, least, state, version, made_by, made_at, seed, release, drawn_by,
        drawn_at, closed_by, closed_at)
      values (${quarter.name}, 1, ${JSON.stringify(TARGETS)}::text::jsonb, ${SAMPLE.total}, ${SAMPLE.least},
        ${isClosed ? 'closed' : isDrawn ? 'open' : 'planned'}, ${isClosed ? 3 : isDrawn ? 2 : 1}, ${ANALYST},
        ${day(Math.min(quarter.from + 2 * DAY_MS, now.getTime()))}::timestamptz, ${isDrawn ? seedText : null},
        ${isDrawn ? release.seq : null}::int, ${isDrawn ? ANALYST : null}, ${isDrawn ? day(drawnAt) : null}::timestamptz,
        ${isClosed ? ANALYST : null}, ${isClosed ? day(closedAt) : null}::timestamptz)
      returning id`.execute(trx)
    if (!isDrawn) continue
    const drawn = drawFrom(frame, { ...SAMPLE, seed: seedText })
    const until = Math.min(now.getTime(), closedAt)
    await writeAnswers(trx, rows[0]!.id, drawn, {
      random,
      frame,
      progress: PAST_QUARTERS - back,
      // Grids are asked one after the other.
      asked: isClosed ? 1 : Math.min(0.9, (until - drawnAt) / (closedAt - drawnAt)),
      from: drawnAt,
      until,
      moodOf: (village) => (village === null ? demoMood(random) : moods.get(village)!),
    })
  }
  await writeCounts(trx, { now, offsetMs, random, frame, moods })
}

/** The grids of the demonstration county as a sample sees them. */
async function readDemoFrame(trx: Trx): Promise<FrameGrid[]> {
  const { rows } = await sql<
    FrameGrid['grid'] & { households: number; v: number; vc: string; t: number; tc: string }
  >`
    select grid.id, grid.code, grid.name, grid.name_en as "nameEn", grid.households,
      village.id as v, village.code as vc, township.id as t, township.code as tc
    from area grid join area village on village.id = grid.parent_id join area township on township.id = village.parent_id
    where grid.level = 'grid' and grid.households > 0 order by grid.code collate "C"`.execute(trx)
  return rows.map(({ households, v, vc, t, tc, ...grid }) => {
    return { grid, village: { id: v, code: vc }, township: { id: t, code: tc }, households, points: [] }
  })
}

type Asking = {
  random: Random
  frame: readonly FrameGrid[]
  progress: number
  asked: number
  from: number
  until: number
  moodOf: (village: number | null) => Mood
}

/** What was drawn, and what households said: most on paper, some by code. */
async function writeAnswers(
  trx: Trx,
  survey: number,
  drawn: readonly DrawnGrid[],
  { random, frame, progress, asked, from, until, moodOf }: Asking,
): Promise<void> {
  await sql`
    insert into survey_grid (survey_id, grid_id, village_id, township_id, households, places)
    select ${survey}::int, row.grid, row.village, row.township, row.households, row.places
    from json_to_recordset(${jsonRows(drawn)}) as row(grid int, village int, township int, households int, places jsonb)`.execute(
    trx,
  )
  const townshipOf = new Map(frame.map(({ grid, township }) => [grid.id, township!.code]))
  const entries: object[] = []
  const web: object[] = []
  for (const { grid, village, places } of drawn) {
    if (random.next() >= asked) continue
    const answers = demoAnswers(random, moodOf(village), { places: places.length, progress })
    if (answers.paper.sheets > 0)
      entries.push({
        grid,
        ...answers.paper,
        by: `manager-${townshipOf.get(grid)}`,
        at: new Date(random.between(from, until)).toISOString(),
      })
    if (answers.web.sheets > 0) web.push({ grid, ...answers.web })
  }
  await sql`
    insert into survey_entry (survey_id, grid_id, sheets, counts, entered_by, entered_at)
    select ${survey}::int, row.grid, row.sheets, row.counts, row.by, row.at
    from json_to_recordset(${jsonRows(entries)}) as row(grid int, sheets int, counts jsonb, by text, at timestamptz)
    order by row.at, row.grid`.execute(trx)
  await sql`
    insert into survey_web_answer (survey_id, grid_id, sheets, counts)
    select ${survey}::int, row.grid, row.sheets, row.counts
    from json_to_recordset(${jsonRows(web)}) as row(grid int, sheets int, counts jsonb)`.execute(trx)
}

/** Volunteers and meetings of every village and month; of the running quarter the months that are over. */
async function writeCounts(
  trx: Trx,
  {
    now,
    offsetMs,
    random,
    frame,
    moods,
  }: Pick<Options, 'now' | 'offsetMs'> & {
    random: Random
    frame: readonly FrameGrid[]
    moods: ReadonlyMap<number, Mood>
  },
): Promise<void> {
  const villages = new Map(frame.map(({ village, township }) => [village!.id, township!.code]))
  const rows: object[] = []
  for (let back = PAST_QUARTERS; back >= 0; back -= 1) {
    const quarter = quarterOf(now.getTime(), offsetMs, -back)
    for (const [i, month] of monthsOf(quarter.name).entries()) {
      // Entered on the fifth of the month after it.
      const at = Date.parse(`${month}T02:00:00Z`) + 35 * DAY_MS
      if (at > now.getTime()) continue
      for (const [village, township] of villages) {
        // A few never get round to it.
        if (random.next() < 0.05) continue
        const zeal = moods.get(village)!.participation
        const growth = 1 + 0.05 * (PAST_QUARTERS - back) + 0.01 * i
        rows.push({
          village,
          month,
          volunteers: Math.max(0, Math.round((6 + 40 * zeal) * growth + 4 * random.normal())),
          meetings: Math.max(0, Math.round(1.2 + 2.5 * zeal * growth + 0.7 * random.normal())),
          by: `manager-${township}`,
          at: new Date(at + random.integer(0, 8 * 3_600_000)).toISOString(),
        })
      }
    }
  }
  await sql`
    insert into participation_count (village_id, month, volunteers, meetings, entered_by, entered_at)
    select village, month, volunteers, meetings, by, at
    from json_to_recordset(${jsonRows(rows)}) as row(village int, month date, volunteers int, meetings int, by text, at timestamptz)`.execute(
    trx,
  )
}
