import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

/** The tile of zoom 12 that holds the middle of the small county. */
const TILE = '12/3345/1594'

describeOnDatabases('tiles', (database) => {
  let app: App
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
  })
  afterAll(() => app.close())

  const tile = (url: string, headers: Record<string, string> = {}) =>
    app.inject({ url: `/tiles/areas/${url}`, headers })

  it('describes itself as TileJSON 3', async () => {
    const { body } = await get(app, '/tiles/areas.json')
    expect(body).toMatchObject({ tilejson: '3.0.0', maxzoom: 16, bounds: [114, 37, 114.04, 37.02] })
    expect(body.tiles[0]).toMatch(/\/tiles\/areas\/1\/\{z\}\/\{x\}\/\{y\}\.mvt$/)
    const layers: { id: string; minzoom: number }[] = body.vector_layers
    expect(layers.map((layer) => layer.id)).toEqual(['county', 'township', 'village', 'grid'])
    const zooms = layers.map((layer) => layer.minzoom)
    expect(zooms, 'coarse levels come first').toEqual(zooms.toSorted((a, b) => a - b))
  })

  it('has a layer a level with ids, codes and the areas above', async () => {
    const { statusCode, rawPayload } = await tile(`1/${TILE}.mvt`)
    expect(statusCode).toBe(200)
    const layers = new VectorTile(new PbfReader(rawPayload)).layers
    const grids = Array.from({ length: layers['grid']!.length }, (_, i) => layers['grid']!.feature(i))
    const areas = (await get(app, '/api/areas')).body.items as { id: number; code: string }[]
    const idOf = (code: string) => areas.find((area) => area.code === code)!.id
    const grid = grids.find((feature) => feature.properties['code'] === 'A1a')!
    expect(grid.id).toBe(idOf('A1a'))
    expect(grid.properties).toEqual({ code: 'A1a', t: idOf('A'), v: idOf('A1') })
  })

  it('leaves the finer levels out of low zooms', async () => {
    const { rawPayload } = await tile('1/5/26/12.mvt')
    expect(Object.keys(new VectorTile(new PbfReader(rawPayload)).layers)).not.toContain('grid')
  })

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('compresses by %s with a validator of its own', async (encoding, decompress) => {
    const plain = await tile(`1/${TILE}.mvt`)
    const packed = await tile(`1/${TILE}.mvt`, { 'accept-encoding': encoding })
    expect(packed.headers['content-encoding']).toBe(encoding)
    expect(decompress(packed.rawPayload)).toEqual(plain.rawPayload)
    expect(packed.headers.etag).toMatch(/^"/)
    expect(packed.headers.etag).not.toBe(plain.headers.etag)
    const again = await tile(`1/${TILE}.mvt`, {
      'accept-encoding': encoding,
      'if-none-match': packed.headers.etag as string,
    })
    expect(again.statusCode).toBe(304)
  })

  it.each([
    ['1/12/0/0.mvt', 204],
    ['1/18/0/0.mvt', 204],
    ['7/12/3345/1590.mvt', 404],
    ['1/2/9/0.mvt', 400],
    ['1/99/0/0.mvt', 400],
    ['1/x/0/0.mvt', 400],
  ])('answers %s with %i', async (url, status) => {
    expect((await tile(url)).statusCode).toBe(status)
  })
})
