import { dissolve } from '../../domain/coverage/dissolve.ts'
import { labelPoint } from '../../domain/coverage/label-point.ts'
import { pointInShape } from '../../domain/coverage/locate-point.ts'
import { ringBounds } from '../../domain/coverage/ring.ts'
import { toUnits, type Shape } from '../../domain/coverage/shape.ts'
import type { Level } from '../../domain/level.ts'
import { shortName } from '../incidents/demo-place.ts'
import { createRandom } from '../random.ts'
import { FieldLattice } from './field-lattice.ts'
import { people, type People } from './households.ts'
import { englishName } from './pinyin.ts'
import { Plane } from './plane.ts'
import type { DemoInputs } from './read-inputs.ts'
import { settle, TOWN } from './settle.ts'
import { territories } from './territories.ts'

export { readDemoInputs } from './read-inputs.ts'

export type DemoArea = {
  code: string
  level: Level
  parentCode: string | null
  name: string
  nameEn: string | null
  kind: 'general' | 'exclusive' | 'micro'
  households: number
  population: number
  shape: Shape
  /** Inside the county seat. */
  urban: boolean
}

/** What a community's exclusive grid is for, in both languages. */
const PREMISES = [
  ['县医院', 'County Hospital'],
  ['县第一中学', 'First Middle School'],
  ['农贸市场', 'Farmers’ Market'],
  ['汽车站', 'Bus Station'],
  ['工业园', 'Industrial Park'],
  ['商业街', 'Shopping Street'],
] as const

/** Cells reach this far beyond the outline, so that no border ends before it. */
const MARGIN_METRES = 190

/** The demonstration county: county, townships, villages and grids as an exact coverage. The same seed, the same county. */
export function demoAreas(inputs: DemoInputs, seed: number): DemoArea[] {
  const random = createRandom(seed)
  const bounds = ringBounds(inputs.outline)
  const plane = new Plane(bounds)
  const lattice = new FieldLattice(plane.width, plane.height, random)
  const [townX, townY] = plane.toMetres(toUnits(TOWN.lon), toUnits(TOWN.lat))
  const isInside = (place: readonly [number, number]): boolean =>
    pointInShape(...plane.toUnits(place), [[inputs.outline]])
  const cells = cellsWithin(lattice, isInside)
  const inside = new Set(cells.filter((cell) => isInside(lattice.centre(cell))))
  const town = { x: townX, y: townY }
  const { gridOf, gridVillages } = settle(lattice, cells, (cell) => inside.has(cell), inputs, town, random)
  const shapes = territories(lattice, gridOf, gridVillages.length, inputs.outline, plane)
  const drafts = shapes.map((shape, i) => ({ village: gridVillages[i]!, shape, label: labelPoint(shape) }))
  const numbered = inputs.villages.map((_, village) => drafts.filter((draft) => draft.village === village))
  for (const grids of numbered) grids.sort((a, b) => a.label[0] - b.label[0] || b.label[1] - a.label[1])
  const grids = numbered.flat()
  const isUrban = (village: number): boolean => inputs.villages[village]!.name.includes('社区')
  const counts = people(
    grids.map(({ village, shape }) => ({
      village,
      urban: isUrban(village),
      core: 1 / Math.sqrt(width(shape)),
    })),
    random,
  )
  return assemble(inputs, grids, counts, isUrban)
}

/** The cells inside the outline, and those beyond it within the margin. */
function cellsWithin(
  lattice: FieldLattice,
  isInside: (place: readonly [number, number]) => boolean,
): number[] {
  const around = [0, 45, 90, 135, 180, 225, 270, 315].map((degrees) => {
    const angle = (degrees * Math.PI) / 180
    return [MARGIN_METRES * Math.cos(angle), MARGIN_METRES * Math.sin(angle)] as const
  })
  return Array.from({ length: lattice.size }, (_, cell) => cell).filter((cell) => {
    const [x, y] = lattice.centre(cell)
    return isInside([x, y]) || around.some(([dx, dy]) => isInside([x + dx, y + dy]))
  })
}

/** About how wide a shape is, in units. */
function width(shape: Shape): number {
  const [minX, minY, maxX, maxY] = ringBounds(shape[0]![0]!)
  return Math.sqrt((maxX - minX) * (maxY - minY))
}

function assemble(
  inputs: DemoInputs,
  grids: readonly { village: number; shape: Shape }[],
  counts: readonly People[],
  isUrban: (village: number) => boolean,
): DemoArea[] {
  let communities = 0
  const gridAreas: DemoArea[] = []
  const villageAreas = inputs.villages.map((village, v): DemoArea => {
    const name = shortName(village.name)
    const nameEn = englishName(name)
    const premises = isUrban(v) ? PREMISES[communities++ % PREMISES.length]! : null
    const own = grids.flatMap((grid, i) => (grid.village === v ? [{ ...grid, ...counts[i]! }] : []))
    const areas = own.map(({ shape, households, population }, i): DemoArea => {
      const exclusive = premises !== null && i === Math.floor(own.length / 2)
      return {
        code: `${village.code}${String(i + 1).padStart(3, '0')}`,
        level: 'grid',
        parentCode: village.code,
        name: `${name}第${i + 1}网格${exclusive ? `（${premises[0]}）` : ''}`,
        nameEn: `${nameEn} Grid ${i + 1}${exclusive ? ` (${premises[1]})` : ''}`,
        kind: exclusive ? 'exclusive' : 'general',
        households,
        population,
        shape,
        urban: isUrban(v),
      }
    })
    gridAreas.push(...areas)
    return above({ code: village.code, name, nameEn }, 'village', village.townshipCode, areas)
  })
  const townshipAreas = inputs.townships.map((township) =>
    above(
      township,
      'township',
      inputs.county.code,
      villageAreas.filter(({ parentCode }) => parentCode === township.code),
    ),
  )
  return [
    above(inputs.county, 'county', null, townshipAreas),
    ...townshipAreas,
    ...villageAreas,
    ...gridAreas,
  ]
}

/** An area that is the union of its children. */
function above(
  { code, name, nameEn }: { code: string; name: string; nameEn: string },
  level: Level,
  parentCode: string | null,
  children: readonly DemoArea[],
): DemoArea {
  return {
    code,
    level,
    parentCode,
    name,
    nameEn,
    kind: 'general',
    households: children.reduce((sum, child) => sum + child.households, 0),
    population: children.reduce((sum, child) => sum + child.population, 0),
    shape: dissolve(children.map((child) => child.shape)),
    urban: children.every((child) => child.urban),
  }
}
