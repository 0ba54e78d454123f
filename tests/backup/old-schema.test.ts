import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, inject, it, vi } from 'vitest'
import { makeBackup } from '../../server/backup/backup.ts'
import { runRestoreCommand } from '../../server/backup/command.ts'
import { restoreBackup } from '../../server/backup/restore.ts'
import { openDatabase, openEmbedded, type OpenDatabase } from '../../server/db/connect.ts'
import { listMigrations, migrate } from '../../server/db/migrate.ts'
import { ask } from '../support/ask.ts'
import { databaseKinds } from '../support/databases.ts'

vi.setConfig({ testTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'wangge-old-backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const silent = { report: () => {}, end: () => {} }

/** The last migration of a schema from before incidents had a life, and what a county had in it then. */
const OLD = '2026-11-24-2130-accounts.sql'
const CONTENT = `
  insert into area (code, level, name, households) values ('C', 'county', '县', 12);
  insert into incident (number, category_code, source, title, occurred_at, reported_at)
    values ('N1', '0301', 'operator', '垃圾', '2026-03-01Z', '2026-03-01Z');
  insert into account (name, password_hash) values ('wang', 'x');
  insert into account_grant (account_id, role, area_id) values (1, 'operator', 1);
  insert into session (token_hash, account_id) values ('t', 1)`

/** A database that no migration has touched. */
const BARE: Record<string, () => Promise<OpenDatabase>> = {
  PGlite: () => openEmbedded('memory://'),
  PostgreSQL: async () => {
    const opened = await openDatabase({ databaseUrl: await ask<string>('postgres'), dataFolder: '' })
    await sql`drop schema public cascade; create schema public; create extension postgis`.execute(opened.db)
    return opened
  },
}

for (const { kind, runs, open } of databaseKinds()) {
  it.runIf(runs)(`a backup of an older schema is restored and brought up to date, from ${kind}`, async () => {
    const file = join(folder, kind)
    const old = await BARE[kind]!()
    await expect(makeBackup(old.db, file, silent)).rejects.toThrow('never been used by Wangge')
    await migrate(old.db, { wanted: listMigrations().filter((name) => name <= OLD) })
    await sql.raw(CONTENT).execute(old.db)
    // The categories and all of the above but the session.
    expect(await makeBackup(old.db, file, silent)).toBe(39 + 4)
    await old.close()

    const newer = await open()
    await expect(restoreBackup(newer.db, file, silent)).rejects.toThrow(
      'older than the schema of this database',
    )
    await newer.close()

    // Making an embedded one from nothing takes ten seconds; command.test.ts restores into such a one.
    const target = await BARE[inject('hasPostgres') ? 'PostgreSQL' : 'PGlite']!()
    const said: string[] = []
    await runRestoreCommand(target.db, file, { say: (message) => void said.push(message), progress: silent })
    expect(said.at(-1)).toBe('0 events, and every link holds.')
    expect(await migrate(target.db)).toEqual([])
    const { rows } = await sql<object>`
      select incident.title, incident.urged, grants.role, grants.unit_id, area.households
      from incident, area, account_grant grants join account on account.id = grants.account_id`.execute(
      target.db,
    )
    expect(rows).toEqual([{ title: '垃圾', urged: 0, role: 'operator', unit_id: null, households: 12 }])
    await target.close()
  })
}
