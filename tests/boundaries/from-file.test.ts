import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { toMultiPolygon } from '../../server/domain/coverage/geojson.ts'
import type { Shape } from '../../server/domain/coverage/shape.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty, rectangle } from '../support/small-county.ts'

const collection = (areas: Record<string, Shape>) => ({
  type: 'FeatureCollection',
  features: Object.entries(areas).map(([code, shape]) => ({
    type: 'Feature',
    properties: { code, name: code },
    geometry: toMultiPolygon(shape),
  })),
})

/** A1a takes a strip of A1b, a quarter of a side wide. */
const MOVED = (() => {
  const [south, north] = [rectangle(0, 0, 1, 1), rectangle(0, 1, 1, 1)].map((shape) => shape[0]![0]!)
  const raise = (ring: number[]) =>
    ring.map((unit, i) => (i % 2 === 1 && unit === 370_100_000 ? unit + 25_000 : unit))
  return { A1a: [[raise(south!)]], A1b: [[raise(north!)]] }
})()

describeOnDatabases('a draft from a file', (database) => {
  let app: App
  let staff: Staff
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
  })
  afterAll(() => app.close())

  const send = (geojson: object, more: object = {}) =>
    staff.analyst.post('/api/boundaries/drafts/from-file', {
      title: 'QGIS',
      name: 'grids.geojson',
      level: 'grid',
      geojson,
      ...more,
    })

  it('holds what differs, and nothing else', async () => {
    const others = { A2a: rectangle(1, 0, 1, 1), B1a: rectangle(2, 0, 1, 1) }
    const { status, body } = await send(collection({ ...MOVED, ...others }))
    expect([status, body.state, body.area, body.done]).toEqual([201, 'draft', 'C', 1])
    const [operation] = body.operations
    // Where the border ends on it the neighbour got a vertex, though the file has it as it was.
    expect(operation.areas.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(['A1a', 'A1b']),
    )
    expect(operation.areas.map(({ code }: { code: string }) => code)).not.toContain('B1a')
    const impact = (await staff.analyst.get(`/api/boundaries/drafts/${body.id}/impact`)).body
    expect(impact.passages).toMatchObject([{ from: 'A1b', to: 'A1a' }])
    expect(impact.passages[0].shareOfArea).toBeCloseTo(0.25, 2)
  })

  it.each([
    ['the same boundaries', collection({ A1a: rectangle(0, 0, 1, 1) }), 'nothing to review'],
    ['an overlap', collection({ A1a: rectangle(0, 0, 2, 1) }), 'overlap'],
    ['no areas', collection({}), 'features is empty'],
    ['no GeoJSON', { type: 'Topology' }, 'FeatureCollection'],
  ])('is refused with %s', async (_, geojson, words) => {
    const { status, body } = await send(geojson)
    expect([status, body.error.code]).toEqual([400, 'invalid_input'])
    expect(body.error.message).toContain(words)
  })

  it('is refused with a system of coordinates that nobody knows', async () => {
    expect((await send(collection(MOVED), { crs: 'EPSG:1' })).body.error.code).toBe('invalid_input')
  })
})
