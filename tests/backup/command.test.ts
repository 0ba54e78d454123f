import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, inject, it, vi } from 'vitest'
import { openDatabase } from '../../server/db/connect.ts'
import { ask } from '../support/ask.ts'
import { ROOT } from '../support/folders.ts'
import { programOf } from '../support/plain-program.ts'
import { loadSmallCounty } from '../support/small-county.ts'

vi.setConfig({ testTimeout: 60_000 })

const run = promisify(execFile)

describe.runIf(inject('hasPostgres'))('the commands "backup" and "restore"', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wangge-backup-command-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const wangge = async (settings: Record<string, string>, ...words: string[]) =>
    run(process.execPath, [...programOf('server/cli.ts'), ...words], {
      cwd: ROOT,
      env: { ...process.env, INIT_CWD: folder, DATABASE_URL: '', ...settings },
    }).catch((error: unknown) => error as { code: number; stdout: string; stderr: string })

  it('take a county from PostgreSQL into a new embedded database', async () => {
    const DATABASE_URL = await ask<string>('postgres')
    const { db, close } = await openDatabase({ databaseUrl: DATABASE_URL, dataFolder: '' })
    await loadSmallCounty(db)
    await close()
    const WANGGE_DATA = join(folder, 'data')
    const made = await wangge({ DATABASE_URL }, 'backup', 'county.backup')
    expect(made.stderr).toMatch(/\d+ rows are in .*county\.backup\. Sessions and tokens are not\.\n$/)
    const restored = await wangge({ WANGGE_DATA }, 'restore', 'county.backup')
    expect(restored.stderr).toMatch(
      /rows are restored, as they were at .*Z\.\n0 events, and every link holds\.\n$/,
    )
    const again = await wangge({ WANGGE_DATA }, 'restore', 'county.backup')
    expect(again).toMatchObject({ code: 1, stdout: '' })
    expect(again.stderr).toMatch(/\nA backup is restored into an empty database only.*\n$/)
  })

  it.each([
    [['restore', 'a', 'b'], /^Exactly one file must be named, but there are 2\. .*\n$/],
    [['backup', 'a', '--force'], /^Unknown option '--force'\. .*\n$/],
  ])('end with one sentence and a code that is not zero: %j', async (words, sentence) => {
    const ended = await wangge({}, ...words)
    expect(ended).toMatchObject({ code: 1, stdout: '' })
    expect(ended.stderr).toMatch(sentence)
  })
})
