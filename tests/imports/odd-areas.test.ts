import { readFileSync } from 'node:fs'
import gcoord from 'gcoord'
import iconv from 'iconv-lite'
import proj4 from 'proj4'
import { beforeEach, expect, it } from 'vitest'
import { describeOnDatabases } from '../support/databases.ts'
import { area, areaImports, collection, LEFT, LEFT_RING, type Position } from './area-files.ts'

describeOnDatabases('import of areas in odd files', (database) => {
  const { file, load, shapes, clear, said } = areaImports(() => database().db)

  beforeEach(clear)

  it('Chinese names in GB18030 became question marks', async () => {
    await load(iconv.encode(collection(LEFT), 'gb18030'))
    expect((await shapes('village'))[0]!.name).toBe('村L')
  })

  it('spaces around a code made another area of it', async () => {
    await load(collection(LEFT))
    expect(await load(collection({ ...LEFT, properties: { code: ' L ', name: '村L ' } }))).toMatchObject({
      unchanged: 1,
      release: null,
    })
  })

  it('takes what is odd but clear: heights, repeated points, rings that are not closed, codes as numbers', async () => {
    const odd = LEFT_RING.slice(0, 4).flatMap((at) => [
      [...at, 52],
      [...at, 52],
    ]) as unknown as Position[]
    await load(collection({ ...area('', [odd]), properties: { code: 130524100, name: '村' } }))
    const [village] = await shapes('village')
    expect(village).toMatchObject({
      code: '130524100',
      shape: [[[1140000000, 370000000, 1140100000, 370000000, 1140100000, 370100000, 1140000000, 370100000]]],
    })
  })

  it.each([
    ['EPSG:4547', 500_000],
    ['EPSG:4526', 38_500_000],
  ])('reads %s with easting or northing first, and says where the areas lie', async (crs, easting) => {
    const plane = proj4(`+proj=tmerc +lon_0=114 +x_0=${easting} +ellps=GRS80`)
    const eastingFirst = LEFT_RING.map((at) => plane.forward(at))
    for (const ring of [eastingFirst, eastingFirst.map(([x, y]) => [y, x] as Position)]) {
      await load(collection(area('L', [ring])), { crs })
      expect((await shapes('village'))[0]!.shape[0]![0]).toEqual([
        1140000000, 370000000, 1140100000, 370000000, 1140100000, 370100000, 1140000000, 370100000,
      ])
    }
    expect(said.at(-1)).toContain('longitude 114.0000 to 114.0100, latitude 37.0000 to 37.0100')
  })

  it.each(['gcj02', 'bd09'])('brings %s back to within two metres', async (crs) => {
    const system = crs === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09
    const ring = LEFT_RING.map((at) => gcoord.transform(at, gcoord.WGS84, system) as Position)
    await load(collection(area('L', [ring])), { crs })
    const wanted = [
      1140000000, 370000000, 1140100000, 370000000, 1140100000, 370100000, 1140000000, 370100000,
    ]
    const found = (await shapes('village'))[0]!.shape[0]![0]!
    for (const [i, units] of wanted.entries()) expect(Math.abs(found[i]! - units)).toBeLessThan(180)
  })

  it('the report could be written over the file that is imported', async () => {
    const path = file('own.geojson', collection(LEFT))
    await expect(load('', { file: path, reportFile: path })).rejects.toThrow(/--report must be another file/)
    expect(readFileSync(path, 'utf8')).toBe(collection(LEFT))
  })
})
