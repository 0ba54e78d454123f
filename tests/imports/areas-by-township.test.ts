import { readFileSync } from 'node:fs'
import { beforeEach, expect, it } from 'vitest'
import { dissolve } from '../../server/domain/coverage/dissolve.ts'
import { faults } from '../../server/domain/coverage/validate.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { area, areaImports, box, collection, type Position } from './area-files.ts'

/** Three townships, drawn roughly: A is west, B north-east, C south-east; all borders meet at (114.01, 37.005). */
const TOWNSHIPS = collection(
  area('A', [box(114, 37, 114.01, 37.01)]),
  area('B', [box(114.01, 37.005, 114.02, 37.01)]),
  area('D', [box(114.01, 37, 114.02, 37.005)]),
)
/** The border of A as its villages have it: up to 18 m off the rough one, and not through where B and D meet. */
const BORDER: Position[] = [
  [114.01, 37],
  [114.0101507, 37.0017],
  [114.0097903, 37.0083],
  [114.01, 37.01],
]
const VILLAGES_OF_A = [
  area('A1', [
    [
      [114, 37],
      ...BORDER,
      [114, 37.01],
      [114, 37.0071],
      [114.005, 37.0071],
      [114.005, 37.0031],
      [114, 37.0031],
      [114, 37],
    ],
  ]),
  area('A2', [
    [
      [114, 37.0031],
      [114.005, 37.0031],
      [114.005, 37.0071],
      [114, 37.0071],
      [114, 37.0031],
    ],
  ]),
]
/** They meet at a vertex of A's border, elsewhere than the rough townships did. */
const VILLAGES_OF_B_AND_D = [
  area('B1', [[BORDER[2]!, [114.02, 37.006], [114.02, 37.01], BORDER[3]!, BORDER[2]!]]),
  area('D1', [[BORDER[0]!, [114.02, 37], [114.02, 37.006], BORDER[2]!, BORDER[1]!, BORDER[0]!]]),
]

describeOnDatabases('import of areas township by township', (database) => {
  const { file, load, shapes, clear, said } = areaImports(() => database().db)
  const villages = { county: null, acceptParents: true } as const
  const isExact = async (): Promise<void> => {
    const [all, [county]] = [await shapes('village'), await shapes('county')]
    const townships = await shapes('township')
    const leaves = [...all, ...townships.filter(({ children }) => children.length === 0)]
    expect(faults(leaves, county!.shape)).toEqual([])
    for (const { shape, children } of townships) {
      if (children.length > 0) expect(shape).toEqual(dissolve(children.map((child) => child.shape)))
    }
  }

  beforeEach(async () => {
    await clear()
    await load(TOWNSHIPS, { level: 'township' })
  })

  it('villages of one township alone ended in an error of the database', async () => {
    expect(await load(collection(...VILLAGES_OF_A), villages)).toMatchObject({
      imported: 2,
      gaps: 0,
      overlaps: 0,
    })
    await isExact()
    const [a, b, d] = await shapes('township')
    expect(a!.children).toHaveLength(2)
    expect([b!.children, d!.children]).toEqual([[], []])
  })

  it('the rounding of a border made faults of the next township, and news of the same one', async () => {
    await load(collection(...VILLAGES_OF_A), villages)
    const again = await load(collection(...VILLAGES_OF_A), villages)
    expect(again).toMatchObject({ imported: 0, unchanged: 2, release: null })
    const rest = await load(collection(...VILLAGES_OF_B_AND_D), villages)
    expect(rest).toMatchObject({ imported: 2, gaps: 0, overlaps: 0 })
    await isExact()
    expect(await load(collection(...VILLAGES_OF_A), villages)).toMatchObject({ release: null })
  })

  it('two imports at once planned on the same areas, and the second undid the first', async () => {
    const both = [VILLAGES_OF_A, VILLAGES_OF_B_AND_D].map((some) => load(collection(...some), villages))
    expect((await Promise.all(both)).map(({ imported }) => imported)).toEqual([2, 2])
    expect(await shapes('village')).toHaveLength(4)
    await isExact()
  })

  it('a township inside another one counted as a gap between the villages around it', async () => {
    await clear()
    const outer = box(114, 37, 114.03, 37.03)
    const inner = box(114.01, 37.01, 114.02, 37.02)
    await load(collection(area('O', [outer, inner.toReversed()]), area('I', [inner])), { level: 'township' })
    const west = [
      [114, 37],
      [114.015, 37],
      [114.015, 37.01],
      [114.01, 37.01],
      [114.01, 37.02],
      [114.015, 37.02],
      [114.015, 37.03],
      [114, 37.03],
      [114, 37],
    ] as Position[]
    const east = [
      [114.015, 37],
      [114.03, 37],
      [114.03, 37.03],
      [114.015, 37.03],
      [114.015, 37.02],
      [114.02, 37.02],
      [114.02, 37.01],
      [114.015, 37.01],
      [114.015, 37],
    ] as Position[]
    const outcome = await load(collection(area('W', [west]), area('E', [east])), { county: null })
    expect(outcome).toMatchObject({ imported: 2, gaps: 0, holes: 0 })
    await isExact()
  })

  it('tells how far each township moved, in words and in the report', async () => {
    const reportFile = file('report.geojson', '')
    said.length = 0
    await load(collection(...VILLAGES_OF_A), { ...villages, reportFile })
    expect(
      said.filter((line) => /^township A .*moved by up to \d+\.\d m, over \d+ m², [\d.]+ %$/.test(line)),
    ).toHaveLength(1)
    const { features } = JSON.parse(readFileSync(reportFile, 'utf8')) as {
      features: { properties: { kind: string; codes: string[]; widthMetres: number } }[]
    }
    const moved = features.map(({ properties }) => properties)
    expect(moved.map(({ kind, codes }) => `${kind} ${codes.join()}`)).toContain('parent-moved A')
    const [a] = moved
    expect(a!.widthMetres).toBeGreaterThan(5)
    expect(a!.widthMetres).toBeLessThan(20)
  })

  it('with --county a county grew file by file, but half a village could shrink it as well', async () => {
    const village = (code: string, west: number, east: number) =>
      collection(area(code, [box(west, 37, east, 37.01)]))
    await clear()
    await load(village('V', 114, 114.01))
    expect(await load(village('W', 114.01, 114.02))).toMatchObject({ imported: 1 })
    expect((await shapes('county'))[0]!.bounds).toEqual([1140000000, 370000000, 1140200000, 370100000])
    await expect(load(village('V', 114.005, 114.01))).rejects.toThrow(/parent-change.*--accept-parents/)
  })
})
