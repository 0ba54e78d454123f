import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Door } from '../../server/accounts/sign-in.ts'
import { csrfToken } from '../../server/accounts/token.ts'
import type { App } from '../../server/app-types.ts'
import { buildApp } from '../../server/app.ts'
import { makeBackup } from '../../server/backup/backup.ts'
import { runBackupCommand, runRestoreCommand } from '../../server/backup/command.ts'
import { readBackup } from '../../server/backup/read-backup.ts'
import type { Db, OpenDatabase } from '../../server/db/connect.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { rowProgress } from '../../server/imports/progress.ts'
import { PASSWORD } from '../support/accounts.ts'
import { databaseKinds, describeOnDatabases } from '../support/databases.ts'
import { hireStaff, personOf, REPORT, type Person, type Staff } from '../support/people.ts'
import { openServer, plainConfig } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { ODD_ROWS } from './odd-rows.ts'
import { referencesOf, rowsOf } from './rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'wangge-backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A stream that nobody reads. */
const quiet = { isTTY: false, write: () => true } as unknown as NodeJS.WriteStream

function terminal() {
  const said: string[] = []
  return { said, say: (message: string) => void said.push(message), progress: rowProgress(quiet) }
}

/** What has ended, or is erased after 30 days, does not come back. */
const NOT_KEPT = [
  'session',
  'api_token',
  'open311_key',
  'openid_attempt',
  'tracker_key',
  'upload',
  'upload_part',
  'duty_session',
  'position',
  'cell_passage',
  'grid_presence',
  'display',
  'display_pairing',
  'challenge_secret',
  'spent_challenge',
] as const

async function fill(db: Db, { operator, dispatcher, handler }: Staff): Promise<{ lastId: number }> {
  const report = async (): Promise<number> =>
    (await operator.post('/api/incidents', REPORT, { 'idempotency-key': crypto.randomUUID() })).body.id
  const [first, second] = [await report(), await report()]
  await dispatcher.act(first, 'accept', { note: '看看 “这里” 🚧' })
  await dispatcher.act(first, 'dispatch', { data: { unit: 'roads' } })
  await handler.act(first, 'start')
  await handler.act(first, 'requestSuspension', { note: '等天晴' })
  await dispatcher.act(first, 'approve')
  await dispatcher.act(second, 'accept')
  await sql.raw(ODD_ROWS).execute(db)
  // One that is no more, but has events: its id must not come again.
  const removed = await report()
  await sql`delete from incident where id = ${removed}`.execute(db)
  return { lastId: removed }
}

/** All figures of all the time that has incidents, without the moment at which they were asked for. */
async function figures(person: Person): Promise<unknown> {
  const { status, body } = await person.get('/api/summary?from=2026-01-01T00:00:00Z&to=2040-01-01T00:00:00Z')
  expect([status, body.totals.reported]).toEqual([200, 10])
  return { ...body, asOf: null }
}

/** Somebody of the source, who signs in to a server on the restored database. */
async function personOn(app: App, db: Db, name: string): Promise<Person> {
  const token = await new Door(db).signIn(name, PASSWORD)
  return personOf(app, name, { cookie: `wangge=${token}`, csrf: csrfToken(token) })
}

describeOnDatabases('a backup', (database) => {
  let app: App
  let staff: Staff
  let lastId = 0
  let summary: unknown
  let file = ''
  const { said, ...ears } = terminal()

  beforeAll(async () => {
    const { db, kind } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    staff = await hireStaff(app, db)
    lastId = (await fill(db, staff)).lastId
    file = join(folder, `${kind}.backup`)
    await runBackupCommand(db, file, ears)
    const again = await buildApp({ db, listen: null, config: plainConfig, webFolder: null })
    await again.ready()
    summary = await figures(await personOn(again, db, 'leader'))
    await again.close()
  })
  afterAll(() => app.close())

  it('is one file that only its owner reads', () => {
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(said).toEqual([
      expect.stringMatching(/^\d+ rows are in .*\.backup\. Sessions and tokens are not\.$/),
    ])
  })

  for (const { kind, runs, open } of databaseKinds()) {
    it.runIf(runs)(`comes back on ${kind}, and work goes on`, async () => {
      const source = database().db
      const target: OpenDatabase = await open()
      const { db } = target
      try {
        const restored = terminal()
        await runRestoreCommand(db, file, restored)
        expect(restored.said.at(-1)).toBe('9 events, and every link holds.')
        const [before, after] = [await rowsOf(source), await rowsOf(db)]
        expect(after).toEqual(before)
        const empty = Object.entries(before).filter(([, rows]) => rows.length === 0)
        expect(empty.map(([name]) => name)).toEqual([])
        expect(await referencesOf(db)).toEqual(await referencesOf(source))
        for (const table of NOT_KEPT) {
          expect(await source.selectFrom(table).selectAll().execute(), table).not.toEqual([])
          expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([])
        }
        const { rows } = await sql<{ fits: boolean }>`
          select bool_and(changed < pg_snapshot_xmin(pg_current_snapshot())) and count(distinct changed::text) = 1 as fits
          from incident`.execute(db)
        expect(rows[0]!.fits).toBe(true)

        const server = await buildApp({ db, listen: null, config: plainConfig, webFolder: null })
        await server.ready()
        const [leader, dispatcher] = [
          await personOn(server, db, 'leader'),
          await personOn(server, db, 'dispatcher'),
        ]
        expect(await figures(leader)).toEqual(summary)
        const made = await dispatcher.post('/api/incidents', REPORT)
        expect([made.status, made.body.id]).toEqual([201, lastId + 1])
        expect((await dispatcher.act(made.body.id, 'accept')).status).toBe(200)
        expect(await verifyChain(db)).toEqual({ events: 11, fault: null })
        await server.close()
      } finally {
        await target.close()
      }
    })
  }

  it('is of one moment, while others write', async () => {
    const { db, kind } = database()
    let done = false
    const write = async (): Promise<void> => {
      while (!done) expect((await staff.operator.post('/api/incidents', REPORT)).status).toBe(201)
    }
    const writers = [write(), write(), write(), write()]
    const busy = join(folder, `${kind}-busy.backup`)
    await makeBackup(db, busy, rowProgress(quiet)).finally(() => (done = true))
    await Promise.all(writers)
    const found: Record<string, string[][]> = {}
    await readBackup(busy, async ({ name }, rows) => {
      found[name] = [...(found[name] ?? []), ...rows.map((row) => JSON.parse(row) as string[])]
    })
    const {
      event_head: [head] = [],
      incident_event: events = [],
      incident = [],
      daily_number: days = [],
    } = found
    expect(head?.slice(1, 3)).toEqual([String(events.length), events.at(-1)?.at(-1)])
    // Eight come with the county; one of those that were reported is no more.
    const numbered = days.reduce((sum, [, last]) => sum + Number(last), 0)
    expect(incident.length).toBe(8 + numbered - 1)
  })
})
