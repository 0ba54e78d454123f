import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/ask.ts'
import { ROOT } from '../support/folders.ts'
import { programOf } from '../support/plain-program.ts'
import { area, collection, LEFT, RIGHT } from './area-files.ts'

const run = promisify(execFile)

/** Runs commands on a database of their own, typed in a folder. */
async function wanggeIn(folder: string) {
  const settings = { ...process.env, DATABASE_URL: await ask<string>('postgres'), INIT_CWD: folder }
  return (...words: string[]) =>
    run(process.execPath, [...programOf('server/cli.ts'), ...words], { cwd: ROOT, env: settings })
}

describe.runIf(inject('hasPostgres'))('the import commands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wangge-command-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('printed the line of --json among the messages, and looked for files in the folder of npm', async () => {
    const wangge = await wanggeIn(folder)
    writeFileSync(join(folder, 'villages.geojson'), collection(LEFT, RIGHT))
    writeFileSync(
      join(folder, 'rows.csv'),
      'time,lon,lat\n2026-03-01,114.005,37.005\n2026-03-01,,\nnever,,\n',
    )
    const areas = ['import', 'areas', 'villages.geojson', '--level', 'village', '--county', 'C:县', '--json']
    const first = await wangge(...areas)
    const counts = { rejected: 0, gaps: 0, overlaps: 0, holes: 0, repaired: 0 }
    const line = { read: 2, imported: 2, unchanged: 0, ...counts, release: 1 }
    expect(first.stdout).toBe(`${JSON.stringify(line)}\n`)
    expect(first.stderr).toContain('The areas lie at')
    const again = await wangge(...areas)
    const same = { read: 2, imported: 0, unchanged: 2, ...counts, release: null }
    expect(again.stdout).toBe(`${JSON.stringify(same)}\n`)
    const rows = await wangge('import', 'incidents', 'rows.csv', '--json')
    const { seconds, ...outcome } = JSON.parse(rows.stdout) as Record<string, number>
    expect(outcome).toEqual({ read: 3, imported: 2, unchanged: 0, rejected: 1, notLocated: 1 })
    expect(seconds).toBeGreaterThanOrEqual(0)
    expect(rows.stderr).toMatch(/3 rows, [\d,]+ rows\/s/)
  })

  it('imports address points, and says of a dry run that it was one', async () => {
    const wangge = await wanggeIn(folder)
    writeFileSync(join(folder, 'homes.csv'), 'lng,lat,户数\n114.005,37.005,3\n114.006,37.005,x\n')
    const homes = ['import', 'addresses', 'homes.csv', '--rejects', 'rejects.csv']
    const { seconds: _, ...loaded } = JSON.parse((await wangge(...homes, '--json')).stdout) as Record<
      string,
      number
    >
    const kept = { read: 2, imported: 1, rejected: 1, notLocated: 1, households: 3 }
    expect(loaded).toEqual({ ...kept, replaced: 0 })
    expect(readFileSync(join(folder, 'rejects.csv'), 'utf8')).toMatch(
      /^line,field,reason\n3,户数,"expected a whole/,
    )
    const told = await wangge(...homes, '--dry-run')
    expect(told.stderr).toContain('1 points with 3 households imported in the place of 1, 1 rejected')
    expect(told.stderr).toContain('This was a dry run: nothing was kept.')
  })

  it.each([
    [['import', 'areas', 'a.geojson', '--levl', 'grid'], /^Unknown option '--levl'\. .*--help.*\n$/],
    [['import', 'areas', 'a.geojson', '--level', 'street'], /^--level must be one of .*"street"\.\n$/],
    [['import', 'incidents', 'a.csv', 'b.csv'], /^Exactly one file must be named, but there are 2\. .*\n$/],
    [['import', 'addresses', 'a.csv', '--households', '3'], /^Unknown option '--households'\. .*--help.*\n$/],
    [
      ['import', 'people', 'a.csv'],
      /^import takes "areas", "incidents", "addresses" or "operators", but it is "people"\. .*\n$/,
    ],
    [['export'], /^There is no command "export"\. .*\n$/],
  ])('a wrong word was drowned in the list of options: %j', async (words, sentence) => {
    const ended = await run(process.execPath, [...programOf('server/cli.ts'), ...words], {
      cwd: ROOT,
    }).catch((error: unknown) => error as { code: number; stdout: string; stderr: string })
    expect(ended).toMatchObject({ code: 1, stdout: '' })
    expect(ended.stderr).toMatch(sentence)
  })

  it('ends with one sentence and a code that is not zero when an import stops', async () => {
    const file = join(folder, 'overlap.geojson')
    writeFileSync(file, collection(LEFT, area('M', LEFT.geometry.coordinates)))
    const settings = { ...process.env, DATABASE_URL: await ask<string>('postgres') }
    const words = ['import', 'areas', file, '--level', 'village', '--county', 'C:县', '--json']
    const ended = await run(process.execPath, [...programOf('server/cli.ts'), ...words], {
      cwd: ROOT,
      env: settings,
    }).catch((error: unknown) => error as { code: number; stdout: string; stderr: string })
    expect(ended).toMatchObject({ code: 1, stdout: '' })
    expect(ended.stderr.trimEnd().split('\n').at(-1)).toMatch(/^The areas must tile .* Nothing was changed/)
  })
})
