import { readFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '../../server/db/connect.ts'
import type { IncidentImportOptions } from '../../server/imports/incidents/import-incidents.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { FIELDS, HEADER, incidentImports } from './incident-files.ts'

describeOnDatabases('import of incidents that are broken or odd', (database) => {
  const db = (): Db => database().db
  const { file, load, rows, reset } = incidentImports(db)

  beforeEach(reset)

  const rejected = async (content: string | Buffer, given: Partial<IncidentImportOptions> = {}) => {
    const rejectsFile = file('rejects.csv', '')
    const outcome = await load('rows.csv', content, { ...given, rejectsFile })
    const lines = readFileSync(rejectsFile, 'utf8').trimEnd().split('\n').slice(1)
    expect(outcome.rejected).toBe(lines.length)
    expect(outcome.imported + outcome.unchanged + outcome.rejected).toBe(outcome.read)
    return lines
  }
  const GOOD = '2026-03-01T00:00:00Z,114.005,37.005,0301,good'

  it('a rejected row was named by the line it ends on', async () => {
    const content = `${HEADER}\r\n${GOOD} "a\r\n\r\nnever,114,37,a,"two\r\nlines"\r\nnever,114,37,a,b\r\n`
    expect((await rejected(content)).map((line) => line.split(',')[0])).toEqual(['4', '6'])
  })

  it('a quote that is not closed took all rows behind it along', async () => {
    const content = `${HEADER}\n2026-03-01,114,37,a,"open\n${GOOD}\n${GOOD}\n`
    expect(await rejected(content)).toEqual(['2,,a quote opens here that is never closed'])
    expect(await rows()).toHaveLength(2)
  })

  it.each([
    ['NUL', '2026-03-01,114.005,37.005,0301,a\0b', 'title'],
    ['a time before the first', '1970-01-01T23:59:59Z,114.005,37.005,0301,t', 'time'],
    ['the year 1', '0001-01-01,114.005,37.005,0301,t', 'time'],
    ['the year 9999', '9999-12-31 23:59:59,114.005,37.005,0301,t', 'time'],
    ['a number of seconds far ahead', '9999999999,114.005,37.005,0301,t', 'time'],
    ['an hour that the clocks skipped', '2026-03-08 02:30,114.005,37.005,0301,t', 'time'],
    ['a zone that is none', '2026-03-01T00:00:00+99:00,114.005,37.005,0301,t', 'time'],
    ['a coordinate in hexadecimal', '2026-03-01,0x72,37.005,0301,t', 'lon'],
    ['thousands separators', '2026-03-01,"4,100,000",37.005,0301,t', 'lon'],
    ['infinity', '2026-03-01,114.005,Infinity,0301,t', 'lat'],
    ['latitude before longitude', '2026-03-01,37.005,114.005,0301,t', 'lat'],
    ['half a place', '2026-03-01,114.005,,0301,t', 'lat'],
    ['a text without end', `2026-03-01,114.005,37.005,0301,${'x'.repeat(10_001)}`, 'title'],
  ])('%s goes to the rejects and the rows around it come in', async (_name, row, field) => {
    const content = `${HEADER}\n${GOOD}\n${row}\n${GOOD}\n`
    const lines = await rejected(content, { timeZone: 'America/Chicago' })
    expect(lines.map((line) => line.split(',').slice(0, 2).join())).toEqual([`3,${field}`])
    expect(await rows()).toHaveLength(2)
  })

  it('one row that the database refuses kept its whole batch out', async () => {
    await sql`alter table incident add constraint refuse check (title <> 'refused')`.execute(db())
    try {
      const content = `${HEADER}\n${GOOD}\n2026-03-01,114.005,37.005,0301,refused\n${GOOD}\n`
      const [line, ...more] = await rejected(content)
      expect(line).toMatch(/^3,,"?the database refuses it: .*refuse/)
      expect(more).toEqual([])
      expect(await rows()).toHaveLength(2)
    } finally {
      await sql`alter table incident drop constraint refuse`.execute(db())
    }
  })

  it('Chinese that began after the first 64 KiB was read as UTF-8', async () => {
    const ascii = `${GOOD}\n`.repeat(2000)
    await load('rows.csv', iconv.encode(`${HEADER}\n${ascii}2026-03-02,,,0301,路灯不亮\n`, 'gb18030'))
    expect((await rows()).at(-1)!.title).toBe('路灯不亮')
  })

  it('reads UTF-16 as spreadsheets write it', async () => {
    const content = iconv.encode('\uFEFF时间\t经度\t纬度\t标题\r\n2026/3/1 8:05\t\t\t路灯\r\n', 'utf-16le')
    expect(await load('rows.txt', content)).toMatchObject({ imported: 1, notLocated: 1 })
    expect((await rows())[0]!.title).toBe('路灯')
  })

  it('a key that comes again in a later batch is imported once', async () => {
    const lines = Array.from({ length: 12_000 }, (_, i) => `${i % 5500},2026-03-01T00:00:00Z,,`)
    const content = `id,time,lon,lat\n${lines.join('\n')}\n`
    const outcome = await load('rows.csv', content, { fields: { ...FIELDS, id: 'id' } })
    expect(outcome).toMatchObject({ read: 12_000, imported: 5500, unchanged: 6500 })
  })

  it('features without a property that later ones have hid the column', async () => {
    const feature = (properties: object, geometry: object | null) => ({
      type: 'Feature',
      properties,
      geometry,
    })
    const time = '2026-03-01T00:00:00Z'
    const features = [
      feature({}, null),
      feature({ time }, { type: 'Point', coordinates: [114.005, 37.005, 12] }),
      feature({ time }, null),
      feature({ time, title: 7 }, { type: 'Point', coordinates: [] }),
      feature({ time }, { type: 'LineString', coordinates: [] }),
    ]
    const content = JSON.stringify({ type: 'FeatureCollection', features })
    const rejectsFile = file('rejects.csv', '')
    const outcome = await load('points.geojson', content, { rejectsFile })
    expect(outcome).toMatchObject({ read: 5, imported: 3, rejected: 2, notLocated: 2 })
    expect(
      readFileSync(rejectsFile, 'utf8')
        .split('\n')
        .map((line) => line.split(',')[0]),
    ).toEqual(['line', '1', '5', ''])
  })

  it('words with commas could not stand in the category map, and wrong targets became 99', async () => {
    const content = `${HEADER}\n2026-03-01,,,"theft, petty",t\n`
    await load('rows.csv', content, { categoryMapFile: file('map.csv', '"theft, petty";0501\r\n') })
    expect((await rows())[0]).toMatchObject({ category_code: '0501', source_category: 'theft, petty' })
    const wrong = file('map.csv', 'theft,0501\nfire,blaze\n')
    await expect(load('rows.csv', content, { categoryMapFile: wrong })).rejects.toThrow(
      /Line 2.*"blaze" is none/,
    )
  })

  it('the rejects could be written over the file that is imported', async () => {
    const path = file('own.csv', HEADER)
    await expect(load('x', '', { file: path, rejectsFile: path })).rejects.toThrow(
      /--rejects must be another file/,
    )
    expect(readFileSync(path, 'utf8')).toBe(HEADER)
  })
})
