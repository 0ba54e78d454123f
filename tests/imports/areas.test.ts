import { readFileSync } from 'node:fs'
import { beforeEach, expect, it } from 'vitest'
import { areaSquareMetres } from '../../server/domain/coverage/area-square-metres.ts'
import { dissolve } from '../../server/domain/coverage/dissolve.ts'
import { faults } from '../../server/domain/coverage/validate.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { area, areaImports, box, collection, LEFT, RIGHT } from './area-files.ts'

describeOnDatabases('import of areas', (database) => {
  const { file, load, shapes, isEmpty, clear } = areaImports(() => database().db)

  beforeEach(clear)

  it('makes the county as the union, and the same file again changes nothing', async () => {
    const first = await load(collection(LEFT, RIGHT))
    expect(first).toMatchObject({
      read: 2,
      imported: 2,
      unchanged: 0,
      gaps: 0,
      overlaps: 0,
      holes: 0,
      repaired: 0,
    })
    expect(first.release).not.toBeNull()
    const [county] = await shapes('county')
    const villages = await shapes('village')
    expect(county!.shape).toEqual(dissolve(villages.map(({ shape }) => shape)))
    const again = await load(collection(LEFT, RIGHT))
    expect(again).toMatchObject({ imported: 0, unchanged: 2, release: null })
  })

  it('puts the corner of one neighbour into the ring of the other', async () => {
    const lower = area('S', [box(114, 36.99, 114.02, 37)])
    await load(collection(LEFT, RIGHT, lower))
    const villages = await shapes('village')
    const [county] = await shapes('county')
    expect(faults(villages, county!.shape)).toEqual([])
    expect(villages.find(({ code }) => code === 'S')!.shape[0]![0]).toHaveLength(10)
  })

  it('keeps holes and detached parts', async () => {
    const frame = area('F', [box(114, 37, 114.03, 37.03), box(114.01, 37.01, 114.02, 37.02).toReversed()])
    const inner = area('I', [box(114.01, 37.01, 114.02, 37.02)])
    const island = {
      ...inner,
      geometry: {
        type: 'MultiPolygon',
        coordinates: [[box(114.01, 37.01, 114.02, 37.02)], [box(114.05, 37, 114.06, 37.01)]],
      },
    }
    await load(collection(frame, island))
    const [county] = await shapes('county')
    expect(county!.shape.map((part) => part.length)).toEqual([1, 1])
    expect((await shapes('village')).find(({ code }) => code === 'I')!.shape).toHaveLength(2)
  })

  it('closes hairlines within the width, keeps wider holes, and writes what it found', async () => {
    // 1e-6 degree is about 9 cm: a gap of 9 cm to the right, an overlap of 9 cm above, a real hole of some 90 m.
    const right = area('R', [box(114.010001, 37, 114.02, 37.01)])
    const above = area('A', [
      box(114, 37.009999, 114.02, 37.02),
      box(114.005, 37.012, 114.006, 37.013).toReversed(),
    ])
    const low = area('B', [box(114, 36.99, 114.02, 37)])
    const report = file('report.geojson', '')
    await expect(load(collection(LEFT, right, above, low), { reportFile: report })).rejects.toThrow(
      /2 × overlap.*2 × gap.*Nothing was changed/s,
    )
    expect(await isEmpty()).toBe(true)
    const found = JSON.parse(readFileSync(report, 'utf8')) as {
      features: { properties: Record<string, unknown> }[]
    }
    expect(found.features.map(({ properties }) => properties['kind']).sort()).toEqual([
      'gap',
      'gap',
      'overlap',
      'overlap',
    ])
    const outcome = await load(collection(LEFT, right, above, low), { repairMetres: 1 })
    expect(outcome).toMatchObject({ imported: 4, gaps: 2, overlaps: 2, holes: 1, repaired: 3 })
    const villages = await shapes('village')
    const [county] = await shapes('county')
    expect(county!.shape[0]).toHaveLength(2)
    const sum = villages.reduce((total, { shape }) => total + areaSquareMetres(shape), 0)
    expect(sum).toBeCloseTo(areaSquareMetres(county!.shape), 0)
    expect(faults(villages, county!.shape)).toEqual([])
  })

  it('lets the finest level be the truth, but half a parent cannot shrink it', async () => {
    await load(collection(LEFT, RIGHT))
    const grids = (east: number) =>
      collection(
        area('L1', [box(114, 37, 114.005, 37.01)], 'L'),
        area('L2', [box(114.005, 37, east, 37.01)], 'L'),
        area('R1', [box(east, 37, 114.02, 37.01)], 'R'),
      )
    const options = { level: 'grid', county: null, parentField: 'parent' } as const
    await expect(load(collection(area('L1', [box(114, 37, 114.005, 37.01)], 'L')), options)).rejects.toThrow(
      /parent-change/,
    )
    await expect(load(grids(114.012), options)).rejects.toThrow(/parent-change.*--accept-parents/s)
    expect(await shapes('grid')).toEqual([])
    expect(await load(grids(114.01005), options)).toMatchObject({ imported: 3 })
    const left = (await shapes('village')).find(({ code }) => code === 'L')
    const own = (await shapes('grid')).filter(({ parentId }) => parentId === left!.id)
    expect(left!.shape).toEqual(dissolve(own.map(({ shape }) => shape)))
  })

  it('a dry run says what would be and keeps nothing', async () => {
    expect(await load(collection(LEFT, RIGHT), { dryRun: true })).toMatchObject({
      imported: 2,
      release: null,
    })
    expect(await isEmpty()).toBe(true)
  })
})
