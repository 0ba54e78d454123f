import { sql, type Transaction } from 'kysely'
import { publishRelease } from '../areas/publish.ts'
import { readCurrentAreas } from '../areas/queries.ts'
import { readCalendar } from '../calendar/read-calendar.ts'
import { takeLock } from '../db/advisory-lock.ts'
import type { Db } from '../db/connect.ts'
import { jsonRows } from '../db/geo.ts'
import { writeSetting } from '../db/settings.ts'
import type { Database } from '../db/types.ts'
import { withoutIndexes } from '../db/without-indexes.ts'
import { readGridStaff } from '../patrols/grid-staff.ts'
import { readSurveyCounts } from '../surveys/read-survey-counts.ts'
import { zoneOffset } from '../time-zone.ts'
import { closeDemoQuarters } from './evaluation/close-quarters.ts'
import { writeDemoIncidents } from './evaluation/write-incidents.ts'
import { demoSources } from './commendations/sources.ts'
import { writeDemoCommendations } from './commendations/write-commendations.ts'
import { demoAreas, readDemoInputs, type DemoArea } from './geometry/demo-areas.ts'
import { writeDemoDutyLists } from './duty-list.ts'
import { dateOf, demoOperators } from './operators.ts'
import { writeDemoPlan } from './plan.ts'
import { writeDemoAnswers } from './public-answers.ts'
import { demoQualifications } from './qualifications.ts'
import { writeDemoUnits } from './units.ts'
import { writeDemoSurveys } from './surveys.ts'
import { demoAttendances } from './training/attendances.ts'
import { demoSessions } from './training/sessions.ts'
import { writeDemoTraining } from './training/write-training.ts'
import { writeDemoVisits } from './write-visits.ts'

const SEED = 130524

const INCIDENTS = 40_000
const INPUTS = new URL('../../data/baixiang/', import.meta.url)

/**
 * Fills an empty database with the demonstration county, in one transaction. A database that holds areas, or that was
 * ever filled, is left alone.
 */
export async function loadDemo(
  db: Db,
  options: { now: Date; say: (message: string) => void; timeZone?: string; incidents?: number },
): Promise<void> {
  if (await isUsed(db)) return
  const { now, say, timeZone = 'Asia/Shanghai', incidents = INCIDENTS } = options
  const startedAt = Date.now()
  say('First start: making the demonstration county (synthetic data) …')
  const areas = demoAreas(readDemoInputs(INPUTS), SEED)
  const isLoaded = await db.transaction().execute(async (trx) => {
    // Of two processes that start at once, the second finds what the first has made.
    await takeLock(trx, 'import')
    if (await isUsed(trx)) return false
    await publishRelease(trx, { author: 'wangge', note: 'Demonstration county', areas })
    say(`  ${areas.length} areas`)
    const versionOf = new Map((await readCurrentAreas(trx)).map((area) => [area.code, area.versionId]))
    const calendar = await readCalendar(trx)
    await writeDemoUnits(trx)
    await withoutIndexes(trx, ['incident', 'incident_event'], () =>
      writeDemoIncidents(trx, { areas, versionOf, calendar, now, say, seed: SEED, count: incidents }),
    )
    await writeDemoAnswers(trx, now)
    await writeCare(trx, areas, now)
    const offsetMs = zoneOffset(timeZone)
    await writeDemoSurveys(trx, { now, seed: SEED, offsetMs })
    const counted = await closeDemoQuarters(trx, {
      now,
      offsetMs,
      readSurveys: readSurveyCounts,
      readStaff: readGridStaff,
    })
    await writeDemoDutyLists(trx, now)
    await writeDemoPlan(trx, { today: dateOf(now, 0), seed: SEED })
    await withoutIndexes(trx, ['grid_visit', 'grid_presence'], () =>
      writeDemoVisits(trx, { areas, calendar, now, seed: SEED }),
    )
    await writeDemoCommendations(trx, { now, seed: SEED, calendar, sources: demoSources(counted) })
    await writeSetting(trx, 'demo', true)
    return true
  })
  if (!isLoaded) return
  // The embedded database has nobody who gathers statistics by and by; without them plans are far off.
  await sql`analyze`.execute(db)
  say(`  done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
}

async function isUsed(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select 1 where exists (select 1 from area) or exists (select 1 from setting where name = 'demo')`.execute(
    db,
  )
  return rows.length > 0
}

/** Operators, what they look after and have learnt. No numbers by which anybody is reached. */
async function writeCare(trx: Transaction<Database>, areas: readonly DemoArea[], now: Date): Promise<void> {
  const { operators, assignments } = demoOperators({ areas, seed: SEED, now })
  await sql`
    insert into operator (code, name, area_id)
    select row.code, row.name, area.id
    from json_to_recordset(${jsonRows(operators)}) as row(code text, name text, "townshipCode" text)
    join area on area.code = row."townshipCode"`.execute(trx)
  await sql`
    insert into assignment (operator_id, grid_id, role, valid)
    select operator.id, area.id, row.role, daterange(row.from::date, row.to::date)
    from json_to_recordset(${jsonRows(assignments)}) as row(
      "operatorCode" text, "gridCode" text, role text, "from" text, "to" text)
    join operator on operator.code = row."operatorCode"
    join area on area.code = row."gridCode"`.execute(trx)
  const today = dateOf(now, 0)
  const sessions = demoSessions({ areas, seed: SEED, now })
  const learnt = demoQualifications({ operators, seed: SEED, today })
  const { qualifications, attendances } = demoAttendances({
    operators,
    qualifications: learnt,
    sessions,
    seed: SEED,
    today,
  })
  await sql`
    insert into qualification (operator_id, kind, name, obtained_on, expires_on)
    select operator.id, row.kind, row.name, row."obtainedOn"::date, row."expiresOn"::date
    from json_to_recordset(${jsonRows(qualifications)}) as row(
      "operatorCode" text, kind text, name text, "obtainedOn" text, "expiresOn" text)
    join operator on operator.code = row."operatorCode"`.execute(trx)
  await writeDemoTraining(trx, { planned: sessions, attendances })
}
