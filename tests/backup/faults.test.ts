import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeBackup } from '../../server/backup/backup.ts'
import type { Header } from '../../server/backup/format.ts'
import { readBackup } from '../../server/backup/read-backup.ts'
import { restoreBackup } from '../../server/backup/restore.ts'
import type { Db } from '../../server/db/connect.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { referencesOf, rowsOf } from './rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'wangge-backup-faults-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const silent = { report: () => {}, end: () => {} }

/** The lines of a backup, changed, with a checksum that fits. */
function forged(whole: Buffer, change: (lines: string[]) => string[]): Buffer {
  const lines = change(gunzipSync(whole).toString().split('\n').slice(0, -2))
  const text = lines.map((line) => `${line}\n`).join('')
  const sha256 = createHash('sha256').update(text).digest('hex')
  return gzipSync(`${text}${JSON.stringify({ rows: lines.length - 1, sha256 })}\n`)
}

/** Changes the header only. */
const headed = (whole: Buffer, change: (header: Header) => object): Buffer =>
  forged(whole, ([header, ...rows]) => [JSON.stringify(change(JSON.parse(header!))), ...rows])

const FAULTS: [string, (whole: Buffer) => Buffer, RegExp][] = [
  ['is cut off', (whole) => whole.subarray(0, whole.length - 1), /damaged: it is cut off/],
  ['is half there', (whole) => whole.subarray(0, whole.length / 2), /damaged: it is cut off/],
  ['is empty', () => Buffer.alloc(0), /damaged: it is cut off/],
  ['is another file', () => Buffer.from('code,name\n1,2\n'), /is not a backup/],
  ['is another compressed file', () => gzipSync('{"type":"FeatureCollection"}\n'), /is not a backup/],
  [
    'has lost a row',
    (whole) =>
      gzipSync(
        gunzipSync(whole)
          .toString()
          .replace(/\n\[.*\n/, '\n'),
      ),
    /damaged: the last line/,
  ],
  [
    'has lost its last line',
    (whole) =>
      gzipSync(
        gunzipSync(whole)
          .toString()
          .replace(/\n\{"rows.*\n$/, '\n'),
      ),
    /damaged: the last line/,
  ],
  [
    'has a changed row',
    (whole) => gzipSync(gunzipSync(whole).toString().replace('垃圾堆积', '垃圾堆肥')),
    /damaged: its checksum is \w{64}, but should be/,
  ],
  ['has a second part', (whole) => Buffer.concat([whole, whole]), /damaged: something follows/],
  [
    'is of a newer format',
    (whole) => headed(whole, (header) => ({ ...header, version: 2 })),
    /has the format 2, but this program reads 1/,
  ],
  [
    'is of a newer schema',
    (whole) =>
      headed(whole, (header) => ({
        ...header,
        migrations: [...header.migrations, '2999-01-01-0000-future.sql'],
      })),
    /newer than this program: it has 2999-01-01-0000-future.sql/,
  ],
  [
    'is of an older schema than the database',
    (whole) => headed(whole, (header) => ({ ...header, migrations: header.migrations.slice(0, -1) })),
    /older than the schema of this database/,
  ],
  [
    'has other columns',
    (whole) => forged(whole, ([header, ...rows]) => [header!.replace('"retired_at"', '"ended_at"'), ...rows]),
    /other tables: the backup has area \(.*ended_at.*; the database has area \(.*retired_at/,
  ],
  [
    'has rows that point nowhere',
    (whole) =>
      forged(whole, (lines) => lines.map((line) => line.replace('"0301","operator"', '"9999","operator"'))),
    /not restored, no row of it: .*incident_category_code_fkey/,
  ],
  [
    'has a row that the rules refuse',
    (whole) => forged(whole, (lines) => lines.map((line) => line.replace('"handling"', '"sleeping"'))),
    /not restored, no row of it: .*incident_state_check/,
  ],
]

describeOnDatabases('a backup that went wrong', (database, open) => {
  let full: Db
  let whole: Buffer
  let untouched: unknown
  const everything = async (db: Db) => [await rowsOf(db), await referencesOf(db)]

  beforeAll(async () => {
    full = (await open()).db
    await loadSmallCounty(full)
    const file = join(folder, `${database().kind}.backup`)
    await makeBackup(full, file, silent)
    whole = readFileSync(file)
    untouched = await everything(database().db)
  })

  it.each(FAULTS)('%s is refused, and nothing changes', async (name, change, sentence) => {
    const file = join(folder, `${name}.backup`)
    writeFileSync(file, change(whole))
    const { message, name: kind } = await restoreBackup(database().db, file, silent).catch((error) => error)
    expect(message).toMatch(sentence)
    expect(kind).toBe('StartError')
    expect(await everything(database().db)).toEqual(untouched)
  })

  it('shows in every byte that matters', async () => {
    const file = join(folder, 'flipped.backup')
    let refused = 0
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 200)) {
      const flipped = Buffer.from(whole)
      flipped[at]! ^= 0x10
      writeFileSync(file, flipped)
      const fault = await readBackup(file, async () => {}).catch((error: Error) => error.message)
      if (typeof fault === 'string') {
        expect(fault).toMatch(/damaged|not a backup/)
        refused += 1
      } else {
        // The time in the head, a bit that fills up, a repetition taken from another place: the content is the same.
        expect(gunzipSync(flipped).equals(gunzipSync(whole)), `byte ${at}`).toBe(true)
      }
    }
    expect(refused).toBeGreaterThan(150)
  })

  it('is not there', async () => {
    await expect(restoreBackup(database().db, join(folder, 'none'), silent)).rejects.toThrow(
      /none cannot be read: ENOENT/,
    )
  })

  it('was for a database in use', async () => {
    const file = join(folder, `${database().kind}.backup`)
    const before = await everything(full)
    await expect(restoreBackup(full, file, silent)).rejects.toThrow(
      /into an empty database only, but this one has rows in "area"\. Nothing was changed\./,
    )
    expect(await everything(full)).toEqual(before)
    const { db } = database()
    for (const [table, row] of [
      ['account', `insert into account (name, password_hash) values ('li', 'x')`],
      ['unit', `insert into unit (code, name) values ('roads', '公路站')`],
    ] as const) {
      await sql.raw(row).execute(db)
      await expect(restoreBackup(db, file, silent)).rejects.toThrow(`rows in "${table}"`)
      await sql`delete from ${sql.table(table)}`.execute(db)
    }
  })

  it('never overwrites a file', async () => {
    const file = join(folder, 'mine.txt')
    writeFileSync(file, 'mine')
    await expect(makeBackup(full, file, silent)).rejects.toThrow('mine.txt is there already')
    expect(readFileSync(file, 'utf8')).toBe('mine')
    writeFileSync(join(folder, 'half.part'), 'half')
    await expect(makeBackup(full, join(folder, 'half'), silent)).rejects.toThrow('half.part is there already')
    expect(readFileSync(join(folder, 'half.part'), 'utf8')).toBe('half')
    await expect(makeBackup(full, join(folder, 'nowhere', 'file'), silent)).rejects.toThrow(
      /cannot be written: ENOENT/,
    )
  })

  it('leaves no file when it breaks off', async () => {
    const before = readdirSync(folder)
    const report = () => {
      throw new Error('the disk is full')
    }
    const file = join(folder, `${database().kind}-broken.backup`)
    await expect(makeBackup(full, file, { report, end: () => {} })).rejects.toThrow(
      /The backup was not made, and nothing is left of it: the disk is full/,
    )
    expect(existsSync(file)).toBe(false)
    expect(readdirSync(folder)).toEqual(before)
    expect(await makeBackup(full, file, silent)).toBeGreaterThan(50)
  })

  it('is not made of a database that a newer program has changed', async () => {
    await sql`insert into migration (name) values ('2999-01-01-0000-future.sql')`.execute(full)
    await expect(makeBackup(full, join(folder, 'newer'), silent)).rejects.toThrow(
      'newer than this program: it has 2999-01-01-0000-future.sql',
    )
    await sql`delete from migration where name like '2999%'`.execute(full)
  })
})
