import { beforeEach, expect, it } from 'vitest'
import { dissolve } from '../../server/domain/coverage/dissolve.ts'
import type { AreaImportOptions } from '../../server/imports/areas/options.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { area, areaImports, box, collection, LEFT, LEFT_RING, RIGHT } from './area-files.ts'

describeOnDatabases('import of areas that are broken or do not fit', (database) => {
  const { load, shapes, isEmpty, clear } = areaImports(() => database().db)

  beforeEach(clear)

  it.each([
    [
      'an overlap wider than the repair',
      collection(LEFT, area('R', [box(114.009, 37, 114.02, 37.01)])),
      { repairMetres: 5 },
      /1 × overlap/,
    ],
    [
      'a bow tie',
      collection(
        area('X', [
          [
            [114, 37],
            [114.01, 37.01],
            [114.01, 37],
            [114, 37.01],
            [114, 37],
          ],
        ]),
      ),
      {},
      /self-intersection/,
    ],
    [
      'the same code twice',
      collection(LEFT, { ...RIGHT, properties: { code: 'L', name: 'x' } }),
      {},
      /different.*L/,
    ],
    [
      'an orphan',
      collection(LEFT),
      { county: null, parentField: 'parent' },
      /"parent" is missing.*feature 1/,
    ],
    ['no JSON', '{ "type": ', {}, /must be GeoJSON/],
    ['another type', '{ "type": "Topology" }', {}, /Feature or FeatureCollection.*Topology/],
    ['no features', collection(), {}, /empty/],
    [
      'a line',
      collection({ ...LEFT, geometry: { type: 'LineString', coordinates: [] } }),
      {},
      /Polygon or MultiPolygon.*LineString/,
    ],
    [
      'metres taken for degrees',
      collection(area('M', [box(500000, 4000000, 500100, 4000100)])),
      {},
      /degrees.*--crs/,
    ],
    ['an unknown reference system', collection(LEFT), { crs: 'EPSG:9' }, /--crs must be/],
    ['a field that is not there', collection(LEFT), { codeField: 'gid' }, /"gid" is missing/],
    ['no geometry', collection({ ...LEFT, geometry: null }), {}, /Polygon or MultiPolygon.*null/],
    [
      'a collection of geometries',
      collection({ ...LEFT, geometry: { type: 'GeometryCollection' } }),
      {},
      /GeometryC/,
    ],
    [
      'collections in a collection',
      collection(JSON.parse(collection(LEFT)) as object),
      {},
      /Feature 1.*FeatureC/,
    ],
    ['a feature that is null', '{"type":"FeatureCollection","features":[null]}', {}, /Feature 1.*it is null/],
    ['nothing at all', '', {}, /must be GeoJSON.*empty/],
    ['infinite metres', collection(LEFT).replace('114,37', '1e999,37'), { crs: 'EPSG:4547' }, /\[null,37\]/],
    [
      'latitude before longitude',
      collection(area('S', [box(37, 114, 37.01, 114.01)])),
      {},
      /degrees.*\[37,114\]/,
    ],
    [
      'places far from each other',
      collection(LEFT, area('F', [box(104, 27, 104.1, 27.1)])),
      {},
      /within 4.5 degrees/,
    ],
    [
      'a reference system that is not --crs',
      `{"crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::4547"}},${collection(LEFT).slice(1)}`,
      {},
      /says.*EPSG:4547.*--crs is EPSG:4326/,
    ],
    ['a code of 65 characters', collection(area('x'.repeat(65), [LEFT_RING])), {}, /at most 64 .*it has 65/],
    [
      'a number that JSON rounds',
      `${collection(LEFT).replace('"L"', '130524100201001999')}`,
      {},
      /more digits.*quote it/,
    ],
    [
      'NUL in a name',
      collection({ ...LEFT, properties: { code: 'L', name: 'a\0' } }),
      {},
      /"name".*must be text/,
    ],
    [
      'an area without area',
      collection(
        area('L', [
          [
            [114, 37],
            [114.01, 37],
            [114.02, 37],
            [114, 37],
          ],
        ]),
      ),
      {},
      /ground/,
    ],
    ['two counties', collection(LEFT, RIGHT), { level: 'county', county: null }, /one area.*holds 2/],
    ['a county within --county', collection(LEFT), { level: 'county' }, /leave it out/],
    [
      'a county with the code of an area',
      collection(LEFT),
      { county: { code: 'L', name: 'x' } },
      /own, but L/,
    ],
    ['a file that is a folder', '', { file: '/' }, /cannot be read: it is a folder/],
    [
      'a report that cannot be written',
      collection(LEFT),
      { reportFile: '/no/such/folder' },
      /cannot be written/,
    ],
  ] as [string, string, Partial<AreaImportOptions>, RegExp][])(
    'stops at %s with nothing changed',
    async (_name, content, options, message) => {
      await expect(load(content, options)).rejects.toThrow(message)
      expect(await isEmpty()).toBe(true)
    },
  )

  it('names areas outside their parent, and parents that there are not', async () => {
    await load(collection(LEFT, RIGHT))
    const options = { level: 'grid', county: null, parentField: 'parent' } as const
    const far = collection(area('L1', [box(115, 37, 115.01, 37.01)], 'L'))
    await expect(load(far, options)).rejects.toThrow(/outside-parent.*L1/s)
    const orphan = collection(area('L1', [box(114, 37, 114.01, 37.01)], 'Z'))
    await expect(load(orphan, options)).rejects.toThrow(
      /1 × orphan \(the parent it names is not there\): L1\./,
    )
    await expect(load(far, { ...options, parentField: null })).rejects.toThrow(/outside-parent/)
  })

  it('a coarse level that came in again tore its outline away from the areas below', async () => {
    const county = (east: number, name: string) =>
      collection({ ...area('C', [box(114, 37, east, 37.01)]), properties: { code: 'C', name } })
    await load(county(114.02001, '县'), { level: 'county', county: null })
    await load(collection(LEFT, RIGHT), { county: null })
    const again = { level: 'county', county: null } as const
    expect(await load(county(114.02001, '县'), again)).toMatchObject({ unchanged: 1, release: null })
    expect(await load(county(114.02001, '新县'), again)).toMatchObject({ imported: 1, unchanged: 0 })
    const [present] = await shapes('county')
    expect(present!.name).toBe('新县')
    expect(present!.shape).toEqual(dissolve((await shapes('village')).map(({ shape }) => shape)))
    await expect(load(county(114.03, '县'), again)).rejects.toThrow(/parent-change/)
  })

  it('a new area of a coarse level came in among finer ones', async () => {
    await load(collection(LEFT, RIGHT))
    const township = collection(area('T', [box(114, 37, 114.02, 37.01)]))
    await expect(load(township, { level: 'township', county: null })).rejects.toThrow(/coarse to fine.*T/)
  })

  it('another county ended in an error of the database', async () => {
    await load(collection(LEFT, RIGHT))
    const other = { county: { code: 'D', name: '别县' } }
    await expect(load(collection(LEFT, RIGHT), other)).rejects.toThrow(/one county.*C 县.*asks for D/)
    await expect(load(collection(LEFT), { level: 'county', county: null })).rejects.toThrow(
      /asks for county-L/,
    )
  })

  it('--county took the areas between it and the level out of the tree', async () => {
    await load(collection(area('T', [box(114, 37, 114.02, 37.01)])), { level: 'township' })
    await expect(load(collection(LEFT, RIGHT))).rejects.toThrow(/level township: leave --county out/)
  })

  it('a change of name alone counted as unchanged', async () => {
    await load(collection(LEFT, RIGHT))
    const renamed = { ...LEFT, properties: { code: 'L', name: '改名' } }
    expect(await load(collection(renamed, RIGHT))).toMatchObject({ imported: 1, unchanged: 1 })
  })
})
