import { beforeAll, expect, test } from 'vitest'
import { demoAreas, readDemoInputs, type DemoArea } from '../../server/demo/geometry/demo-areas.ts'
import { RESIDENTS } from '../../server/demo/geometry/households.ts'
import { areaSquareMetres } from '../../server/domain/coverage/area-square-metres.ts'
import { doubledArea } from '../../server/domain/coverage/ring.ts'
import { faults } from '../../server/domain/coverage/validate.ts'
import { widthMetres } from '../../server/domain/coverage/width-metres.ts'

const inputs = readDemoInputs(new URL('../../data/baixiang/', import.meta.url))
let areas: DemoArea[] = []
const of = (level: string) => areas.filter((area) => area.level === level)

beforeAll(() => {
  areas = demoAreas(inputs, 130524)
})

test('6 townships, 127 villages and communities, about 600 grids', () => {
  expect([of('county').length, of('township').length, of('village').length]).toEqual([1, 6, 127])
  expect(of('grid').length).toBeGreaterThan(560)
  expect(of('grid').length).toBeLessThan(640)
})

test('an exact coverage at every level, inside the real outline', () => {
  const [county] = of('county')
  for (const level of ['township', 'village', 'grid']) expect(faults(of(level), county!.shape)).toEqual([])
  const [ring] = county!.shape[0]!
  const real = new Set(inputs.outline.map((_, i) => `${inputs.outline[i]},${inputs.outline[i + 1]}`))
  const kept = ring!.filter((_, i) => i % 2 === 0 && real.has(`${ring![i]},${ring![i + 1]}`))
  expect(kept.length, 'every vertex of the real outline is there').toBe(inputs.outline.length / 2)
  expect(Math.abs(doubledArea(ring!) / doubledArea(inputs.outline) - 1)).toBeLessThan(1e-6)
})

test('residents add up to the census, and every level to the one above', () => {
  const [county] = of('county')
  expect(county!.population).toBe(RESIDENTS)
  for (const parent of areas.filter(({ level }) => level !== 'grid')) {
    const children = areas.filter(({ parentCode }) => parentCode === parent.code)
    expect(children.reduce((sum, { population }) => sum + population, 0)).toBe(parent.population)
    expect(children.reduce((sum, { households }) => sum + households, 0)).toBe(parent.households)
  }
})

test('no grid is a sliver, and those in town are small', () => {
  for (const { shape, code } of of('grid')) expect(widthMetres(shape), code).toBeGreaterThan(40)
  const mean = (some: DemoArea[]) =>
    some.reduce((sum, { shape }) => sum + areaSquareMetres(shape), 0) / some.length
  expect(mean(of('grid').filter(({ urban }) => urban)) * 4).toBeLessThan(
    mean(of('grid').filter(({ urban }) => !urban)),
  )
})

test('grids are numbered from west to east in their village', () => {
  for (const village of of('village')) {
    const codes = of('grid')
      .filter(({ parentCode }) => parentCode === village.code)
      .map(({ code }) => code)
    expect(codes).toEqual(codes.map((_, i) => `${village.code}${String(i + 1).padStart(3, '0')}`))
  }
})

test('the same seed gives the same county, another one another', () => {
  expect(demoAreas(inputs, 130524)).toEqual(areas)
  expect(demoAreas(inputs, 7)).not.toEqual(areas)
}, 60_000)
