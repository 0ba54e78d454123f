import { readFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '../../server/db/connect.ts'
import type { IncidentImportOptions } from '../../server/imports/incidents/import-incidents.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { FIELDS, HEADER, incidentImports } from './incident-files.ts'

describeOnDatabases('import of incidents', (database) => {
  const db = (): Db => database().db
  const { file, load, rows, reset } = incidentImports(db)

  beforeEach(reset)

  it.each([
    [
      'comma, UTF-8 with a mark',
      '\uFEFFtime,lon,lat,title\r\n2026-03-01 08:00,114.005,37.005,"a, ""b""\nc"\r\n',
    ],
    ['semicolon', 'time;lon;lat;title\n2026-03-01 08:00;114.005;37.005;"a, ""b""\nc"\n'],
    [
      'tab, GB18030',
      iconv.encode(
        'time\tlon\tlat\ttitle\n2026-03-01 08:00\t114.005\t37.005\t"a, ""b""\nc"\t道路\n'.replace(
          '\t道路',
          '',
        ),
        'gb18030',
      ),
    ],
  ])('reads %s', async (_name, content) => {
    expect(await load('rows.csv', content)).toMatchObject({
      read: 1,
      imported: 1,
      rejected: 0,
      notLocated: 0,
    })
    expect((await rows())[0]).toMatchObject({
      title: 'a, "b"\nc',
      occurred_at: new Date('2026-03-01T00:00:00Z'),
    })
  })

  it('reads Chinese in GB18030', async () => {
    const content = iconv.encode(
      '发生时间,经度,纬度,标题\n2026年3月1日 8时5分,114.005,37.005,路灯不亮\n',
      'gb18030',
    )
    expect(await load('rows.csv', content)).toMatchObject({ imported: 1 })
    expect((await rows())[0]!.title).toBe('路灯不亮')
  })

  it('imports nothing twice, but equal rows of one file are different incidents', async () => {
    const content = `${HEADER}\n${'2026-03-01T00:00:00Z,114.005,37.005,0301,same\n'.repeat(3)}`
    expect(await load('rows.csv', content)).toMatchObject({ read: 3, imported: 3, unchanged: 0 })
    expect(await load('rows.csv', content)).toMatchObject({ read: 3, imported: 0, unchanged: 3 })
  })

  it('knows a row again by its id', async () => {
    const fields = { ...FIELDS, id: 'id' }
    await load('a.csv', 'id,time,lon,lat\n7,2026-03-01T00:00:00Z,114.005,37.005\n', { fields })
    const again = await load('b.csv', 'id,time,lon,lat\n7,2026-03-02T00:00:00Z,114.006,37.005\n', { fields })
    expect(again).toMatchObject({ imported: 0, unchanged: 1 })
  })

  it('sends bad rows to the rejects with line, field and reason, and goes on', async () => {
    const rejects = file('rejects.csv', '')
    const content = [
      HEADER,
      '2026-03-01T00:00:00Z,114.005,37.005,0301,good',
      'yesterday,114.005,37.005,0301,bad time',
      '2026-02-30,114.005,37.005,0301,no such day',
      '2026-03-01T00:00:00Z,east,37.005,0301,bad place',
      '2026-03-01T00:00:00Z,514.005,37.005,0301,off the earth',
      '2026-03-01T00:00:00Z,114.005',
      '2026-03-01T00:00:00Z,,,0301,no place',
      '2026-03-01T00:00:00Z,120,40,0301,far away',
    ].join('\n')
    const outcome = await load('rows.csv', content, { rejectsFile: rejects })
    expect(outcome).toMatchObject({ read: 8, imported: 3, rejected: 5, notLocated: 2 })
    const lines = readFileSync(rejects, 'utf8').trim().split('\n')
    expect(lines[0]).toBe('line,field,reason')
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 2).join())).toEqual([
      '3,time',
      '4,time',
      '5,lon',
      '6,lon',
      '7,',
    ])
  })

  it('finds categories by code, by either name and through a map; unknown ones are 99 with their word', async () => {
    const { name, name_en } = await db()
      .selectFrom('category')
      .select(['name', 'name_en'])
      .where('code', '=', '02')
      .executeTakeFirstOrThrow()
    const map = file('map.csv', 'pothole,04\n')
    const content = `${HEADER}\n${['0301', name, name_en, 'Pothole', 'ghosts'].map((word) => `2026-03-01T00:00:00Z,114.005,37.005,${word},t`).join('\n')}\n`
    await load('rows.csv', content, { categoryMapFile: map })
    expect((await rows()).map((row) => row.category_code)).toEqual(['0301', '02', '02', '04', '99'])
    expect((await rows()).at(-1)!.source_category).toBe('ghosts')
  })

  it('reads points of GeoJSON and WKT', async () => {
    const feature = {
      type: 'Feature',
      properties: { time: '2026-03-01T00:00:00Z' },
      geometry: { type: 'Point', coordinates: [114.005, 37.005] },
    }
    const content = JSON.stringify({ type: 'FeatureCollection', features: [feature] })
    expect(await load('points.geojson', content)).toMatchObject({ imported: 1, notLocated: 0 })
    const wkt = 'time,geom\n2026-03-01T00:00:01Z,POINT (114.005 37.005)\n'
    const fields = { ...FIELDS, wkt: 'geom' }
    expect(await load('wkt.csv', wkt, { fields })).toMatchObject({ imported: 1, notLocated: 0 })
  })

  it('converts GCJ-02: a point near a border lands some hundred metres west', async () => {
    const content = 'time,lon,lat\n2026-03-01T00:00:00Z,114.0101,37.005\n'
    await load('rows.csv', content, { crs: 'gcj02' })
    const { lon } = await db()
      .selectFrom('incident')
      .select((eb) => eb.fn<number>('ST_X', ['geom']).as('lon'))
      .executeTakeFirstOrThrow()
    expect(lon).toBeGreaterThan(114.002)
    expect(lon).toBeLessThan(114.006)
  })

  it.each([
    [
      'a column that is not there',
      `${HEADER}\n`.concat('2026-03-01,1,1,a,b\n'),
      { fields: { ...FIELDS, time: 'when' } },
      /no column "when"; it has time, lon/,
    ],
    ['an empty file', '', {}, /begin with a line of column names/],
    ['no time column', 'lon,lat\n1,1\n', {}, /--time-field/],
    ['a file of columns alone', 'lon,lat', {}, /--time-field/],
    ['a column that is there twice', 'time,lon,lat,lon\n', {}, /"lon" occurs more than once/],
    ['a folder', '', { file: '/' }, /cannot be read: it is a folder/],
    ['a map that is a folder', HEADER, { categoryMapFile: '/' }, /cannot be read: it is a folder/],
    ['rejects that cannot be written', HEADER, { rejectsFile: '/no/such/folder' }, /cannot be written/],
    ['no place columns', 'time,a\n2026-03-01,1\n', {}, /--lon-field and --lat-field/],
  ] as [string, string, Partial<IncidentImportOptions>, RegExp][])(
    'says what is wrong with %s',
    async (_name, content, options, message) => {
      await expect(load('rows.csv', content, options)).rejects.toThrow(message)
    },
  )

  it('a dry run counts and keeps nothing', async () => {
    const content = `${HEADER}\n2026-03-01T00:00:00Z,114.005,37.005,0301,t\n`
    expect(await load('rows.csv', content, { dryRun: true })).toMatchObject({ imported: 1 })
    expect(await rows()).toEqual([])
  })

  it('a dry run took rows that are there already for new ones', async () => {
    const content = `${HEADER}\n${'2026-03-01T00:00:00Z,,,0301,same\n'.repeat(2)}`
    await load('rows.csv', content)
    const more = `${content}2026-03-02T00:00:00Z,,,0301,new\n`
    const outcome = { read: 3, imported: 1, unchanged: 2, rejected: 0, notLocated: 3 }
    expect(await load('rows.csv', more, { dryRun: true })).toMatchObject(outcome)
    expect(await load('rows.csv', more)).toMatchObject(outcome)
  })
})
