import { readFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { publishRelease } from '../../server/areas/publish.ts'
import type { Db } from '../../server/db/connect.ts'
import { verifyChain } from '../../server/events/verify.ts'
import {
  importAddresses,
  type AddressImportOptions,
} from '../../server/imports/addresses/import-addresses.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { temporaryFiles } from '../support/files.ts'
import { smallCountyAreas } from '../support/small-county.ts'

const FIELDS = { lon: null, lat: null, households: null }
const HEADER = 'lon,lat,households,people'
const GOOD = '114.005,37.005,3,7'

describeOnDatabases('import of address points', (database) => {
  const db = (): Db => database().db
  const file = temporaryFiles()
  let said: string[] = []
  const load = (name: string, content: string | Buffer, given: Partial<AddressImportOptions> = {}) =>
    importAddresses(
      db(),
      {
        file: file(name, content),
        fields: FIELDS,
        crs: 'EPSG:4326',
        dryRun: false,
        rejectsFile: null,
        ...given,
      },
      { report: () => {}, end: () => {} },
      (message) => said.push(message),
    )
  const rows = () => db().selectFrom('address_point').select(['x', 'y', 'households']).orderBy('id').execute()
  const events = async () =>
    (
      await sql<{ action: string; actor: string; data: Record<string, string> }>`
        select action, actor, data from incident_event order by seq`.execute(db())
    ).rows

  beforeAll(() => publishRelease(db(), { author: 'test', note: 'test', areas: smallCountyAreas() }))
  beforeEach(async () => {
    said = []
    await db().deleteFrom('address_point').execute()
  })

  it('keeps places and numbers, and nothing else of a row', async () => {
    const content = `${HEADER},address,owner\n${GOOD},东大街1号,李某\n114.0051234567,37.015,0,,东大街2号,王某\n10,10,1,2,,\n`
    const { seconds: _, ...outcome } = await load('points.csv', content)
    expect(outcome).toEqual({
      read: 3,
      imported: 3,
      rejected: 0,
      notLocated: 1,
      households: 4,
      replaced: 0,
    })
    expect(await rows()).toEqual([
      { x: 1_140_050_000, y: 370_050_000, households: 3 },
      { x: 1_140_051_235, y: 370_150_000, households: 0 },
      { x: 100_000_000, y: 100_000_000, households: 1 },
    ])
    const { rows: columns } = await sql<{ name: string }>`
      select column_name as name from information_schema.columns where table_name = 'address_point' order by 1`.execute(
      db(),
    )
    expect(columns.map(({ name }) => name)).toEqual(['households', 'id', 'x', 'y'])
  })

  it('puts a file in the place of the one before, and notes both in the chain', async () => {
    const before = (await events()).length
    await load('first.csv', `${HEADER}\n${GOOD}\n${GOOD}\n`)
    expect(await load('second.csv', `${HEADER}\n114,37,5,\n`)).toMatchObject({ imported: 1, replaced: 2 })
    expect(await rows()).toEqual([{ x: 1_140_000_000, y: 370_000_000, households: 5 }])
    const counts = { imported: '1', rejected: '0', households: '5', replaced: '2' }
    expect((await events()).slice(before)).toMatchObject([
      { action: 'import', data: { what: 'addresses', file: 'first.csv', imported: '2', replaced: '0' } },
      { action: 'import', actor: 'wangge', data: { what: 'addresses', file: 'second.csv', ...counts } },
    ])
    expect(await verifyChain(db())).toMatchObject({ fault: null })
  })

  it('counts a household a point where no column says how many', async () => {
    await load('points.csv', `经度\t纬度\n114.005\t37.005\n114.006\t37.006\n`)
    expect((await rows()).map(({ households }) => households)).toEqual([1, 1])
    expect(said).toContain('Each point counts as one household: no column says how many it has.')
  })

  it('reads the columns that are named, in the system that is named', async () => {
    const content = iconv.encode('东;北;户\n114.005;37.005;2.0\n', 'gb18030')
    const fields = { lon: '东', lat: '北', households: '户' }
    await load('points.csv', content, { fields, crs: 'gcj02' })
    const [row] = await rows()
    expect(row).toMatchObject({ households: 2 })
    // GCJ-02 is some hundred metres off.
    expect(Math.abs(row!.x - 1_140_050_000)).toBeGreaterThan(10_000)
  })

  it('reads GeoJSON points', async () => {
    const feature = (properties: object, geometry: object | null) => ({
      type: 'Feature',
      properties,
      geometry,
    })
    const point = (...coordinates: number[]) => ({ type: 'Point', coordinates })
    const features = [
      feature({ households: 4 }, point(114.005, 37.005)),
      feature({ households: 4 }, null),
      feature({ households: 4 }, { type: 'Polygon', coordinates: [] }),
    ]
    const rejectsFile = file('rejects.csv', '')
    const content = JSON.stringify({ type: 'FeatureCollection', features })
    const outcome = await load('points.geojson', content, { rejectsFile })
    expect(outcome).toMatchObject({ imported: 1, rejected: 2, households: 4 })
    expect(readFileSync(rejectsFile, 'utf8').split('\n').slice(1)).toEqual([
      '2,lon,"expected a coordinate, but it is """""',
      '3,,"expected a Point, but the geometry is Polygon"',
      '',
    ])
  })

  it.each([
    ['no place', ',,1,', 'lon'],
    ['half a place', '114.005,,1,', 'lat'],
    ['latitude first', '37.005,114.005,1,', 'lat'],
    ['a coordinate in hexadecimal', '0x72,37.005,1,', 'lon'],
    ['no number of households', '114.005,37.005,,', 'households'],
    ['a negative number of households', '114.005,37.005,-1,', 'households'],
    ['half a household', '114.005,37.005,1.5,', 'households'],
    ['a telephone number', '114.005,37.005,13800138000,', 'households'],
    ['a word', '114.005,37.005,三,', 'households'],
    ['a field too many', '114.005,37.005,1,2,3', ''],
    ['an open quote', '114.005,37.005,1,"2', ''],
  ])('%s goes to the rejects and the rows around it come in', async (_name, row, field) => {
    const rejectsFile = file('rejects.csv', '')
    const outcome = await load('rows.csv', `${HEADER}\n${GOOD}\n${row}\n${GOOD}\n`, { rejectsFile })
    expect(outcome).toMatchObject({ read: 3, imported: 2, rejected: 1 })
    const [line, ...more] = readFileSync(rejectsFile, 'utf8').trimEnd().split('\n').slice(1)
    expect(line!.split(',').slice(0, 2)).toEqual(['3', field])
    expect(line).toMatch(/expected|a quote opens here/)
    expect(more).toEqual([])
    expect(await rows()).toHaveLength(2)
  })

  it.each([
    [
      'no rows',
      'rows.csv',
      `${HEADER}\n`,
      /must have at least one address point, but it has no rows\. Nothing/,
    ],
    ['only bad rows', 'rows.csv', `${HEADER}\n,,,\n`, /but all of its 1 rows were rejected; --rejects FILE/],
    ['nothing', 'rows.csv', '', /must begin with a line of column names, but it is empty/],
    ['no columns for a place', 'rows.csv', 'a,b\n1,2\n', /give --lon-field and --lat-field; it has a, b/],
    ['a column twice', 'rows.csv', 'lon,lat,lon\n1,2,3\n', /each column once, but "lon"/],
    ['no GeoJSON', 'rows.geojson', '[]', /must be a GeoJSON Feature/],
  ])('a file with %s changes nothing', async (_name, name, content, reason) => {
    await load('good.csv', `${HEADER}\n${GOOD}\n`)
    const before = await events()
    await expect(load(name, content)).rejects.toThrow(reason)
    expect(await rows()).toHaveLength(1)
    expect(await events()).toEqual(before)
  })

  it('names a column that is not there, and a system that is none', async () => {
    const content = `${HEADER}\n${GOOD}\n`
    const fields = { ...FIELDS, households: 'hu' }
    await expect(load('rows.csv', content, { fields })).rejects.toThrow(
      /has no column "hu"; it has lon, lat, households, people/,
    )
    await expect(load('rows.csv', content, { crs: 'EPSG:1' })).rejects.toThrow(/--crs must be/)
  })

  it('an import that breaks off keeps the points of before', async () => {
    await load('good.csv', `${HEADER}\n${GOOD}\n`)
    await sql`alter table address_point add constraint refuse check (households <> 99)`.execute(db())
    try {
      const many = `${GOOD}\n`.repeat(6000)
      await expect(load('rows.csv', `${HEADER}\n${many}114,37,99,\n`)).rejects.toThrow(/refuse/)
    } finally {
      await sql`alter table address_point drop constraint refuse`.execute(db())
    }
    expect(await rows()).toHaveLength(1)
  })

  it('a dry run tells the same and keeps nothing', async () => {
    await load('good.csv', `${HEADER}\n${GOOD}\n`)
    const before = await events()
    const outcome = await load('rows.csv', `${HEADER}\n114,37,5,\n114,37,x,\n`, { dryRun: true })
    expect(outcome).toMatchObject({ read: 2, imported: 1, rejected: 1, households: 5, replaced: 1 })
    expect(await rows()).toMatchObject([{ households: 3 }])
    expect(await events()).toEqual(before)
  })

  it('says so where no point lies in an area', async () => {
    await load('rows.csv', `lon,lat\n1,1\n`)
    expect(said.at(-1)).toMatch(/None of them lies in an area/)
  })
})
