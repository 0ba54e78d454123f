import type { Coverage, CoverageArea } from '../../server/domain/coverage/edit/coverage.ts'
import { labelPoint } from '../../server/domain/coverage/label-point.ts'
import { shapeBounds } from '../../server/domain/coverage/ring.ts'
import { OUTSIDE, type Operation, type Place } from '../../server/domain/coverage/edit/operation.ts'
import { sharedBorder } from '../../server/domain/coverage/edit/border-chain.ts'
import { createRandom } from '../../server/demo/random.ts'

type Random = ReturnType<typeof createRandom>

/** Operations such as a person does on real ground, each made for the state that there is. Some will be refused. */
export function randomWalk(coverage: Coverage, seed: number): () => Operation {
  const random = createRandom(seed)
  let added = 0
  const kinds = [move, insert, remove, reshape, split, merge, transfer, simplify] as const
  return () => {
    const leaves = [...coverage.leaves()]
    const area = leaves[random.integer(0, leaves.length - 1)]!
    const kind = kinds[random.integer(0, kinds.length - 1)]!
    return kind(coverage, area, random, () => `walk-${++added}`)
  }
}

type Maker = (coverage: Coverage, area: CoverageArea, random: Random, newCode: () => string) => Operation

const move: Maker = (coverage, area, random) => {
  const [from] = edgeOf(coverage, area, random)
  return { kind: 'move', moves: [{ from, to: near(from, random, 3000) }] }
}

const insert: Maker = (coverage, area, random) => {
  const edge = edgeOf(coverage, area, random)
  const [a, b] = edge
  const middle: Place = [Math.round((a[0] + b[0]) / 2), Math.round((a[1] + b[1]) / 2)]
  return { kind: 'insert', edge, at: near(middle, random, 200) }
}

const remove: Maker = (coverage, area, random) => ({
  kind: 'remove',
  vertices: [edgeOf(coverage, area, random)[0]],
})

const reshape: Maker = (coverage, area, random) => {
  const other = neighbourOf(coverage, area, random)
  const next = sharedBorder(coverage, area.code, other)
  const start = [...next.keys()][random.integer(0, next.size - 1)]!
  let end = start
  for (let i = random.integer(1, 12); i > 0; i--) end = next.get(end) ?? end
  const [a, b] = [coverage.placeOf(start), coverage.placeOf(end)]
  const line = [0.25, 0.5, 0.75].map((share): Place => {
    const place: Place = [Math.round(a[0] + share * (b[0] - a[0])), Math.round(a[1] + share * (b[1] - a[1]))]
    return near(place, random, 2000)
  })
  return { kind: 'reshape', areas: [area.code, other], line: [a, ...line, b] }
}

const split: Maker = (coverage, area, random, newCode) => ({
  kind: 'split',
  area: area.code,
  line: lineAcross(coverage, area, random),
  code: newCode(),
})

const merge: Maker = (coverage, area, random) => {
  const other = neighbourOf(coverage, area, random)
  return { kind: 'merge', areas: [area.code, other === OUTSIDE ? area.code : other] }
}

const transfer: Maker = (coverage, area, random) => ({
  kind: 'transfer',
  from: area.code,
  to: neighbourOf(coverage, area, random),
  line: lineAcross(coverage, area, random),
  at: edgeOf(coverage, area, random)[0].map((unit) => unit + random.integer(-500, 500)) as Place,
})

const simplify: Maker = (coverage, area, random) => ({
  kind: 'simplify',
  areas: [area.code, neighbourOf(coverage, area, random)],
  toleranceMetres: random.integer(1, 20),
})

function near([x, y]: Place, random: Random, reach: number): Place {
  return [x + random.integer(-reach, reach), y + random.integer(-reach, reach)]
}

function edgeOf(coverage: Coverage, area: CoverageArea, random: Random): [Place, Place] {
  const rings = area.rings.flat()
  const ring = rings[random.integer(0, rings.length - 1)]!
  const at = random.integer(0, ring.length - 1)
  return [coverage.placeOf(ring[at]!), coverage.placeOf(ring[(at + 1) % ring.length]!)]
}

function neighbourOf(coverage: Coverage, area: CoverageArea, random: Random): string {
  const codes = coverage
    .codesAt(coverage.vertexAt(edgeOf(coverage, area, random)[0])!)
    .filter((code) => code !== area.code)
  return codes[random.integer(0, Math.max(0, codes.length - 1))] ?? OUTSIDE
}

/** From one side of the area's bounds to the other, past a place well inside. */
function lineAcross(coverage: Coverage, area: CoverageArea, random: Random): Place[] {
  const shape = coverage.shapeOf(area)
  const [minX, minY, maxX, maxY] = shapeBounds(shape)
  const middle = near(labelPoint(shape), random, Math.round((maxY - minY) / 8))
  const angle = (random.integer(0, 359) * Math.PI) / 180
  const reach = maxX - minX + (maxY - minY)
  const [dx, dy] = [Math.round(Math.cos(angle) * reach), Math.round(Math.sin(angle) * reach)]
  return [[middle[0] - dx, middle[1] - dy], middle, [middle[0] + dx, middle[1] + dy]]
}
