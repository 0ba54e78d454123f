import fc from 'fast-check'
import type { Coverage, CoverageArea } from '../../../../server/domain/coverage/edit/coverage.ts'
import { OUTSIDE, type Operation, type Place } from '../../../../server/domain/coverage/edit/operation.ts'

/** Numbers from which an operation on whatever state there is follows. */
export type Dice = { kind: number; picks: number[]; steps: Place[] }

const step = fc.integer({ min: -700, max: 700 })

export const dice: fc.Arbitrary<Dice> = fc.record({
  kind: fc.nat(),
  picks: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
  steps: fc.array(fc.tuple(step, step), { minLength: 4, maxLength: 4 }),
})

type Maker = (coverage: Coverage, picks: Picks, steps: Place[]) => Operation

type Picks = {
  leaf(): string
  leafOrOutside(): string
  above(): string
  vertex(): Place
  edge(): [Place, Place]
  newCode(): string
  number(most: number): number
}

/** An operation that fits the state more or less: some are done, some are refused. */
export function operationOf(coverage: Coverage, { kind, picks, steps }: Dice): Operation {
  const make = MAKERS[kind % MAKERS.length]!
  return make(coverage, picksFrom(coverage, picks), steps)
}

const shifted = ([x, y]: Place, [dx, dy]: Place): Place => [x + dx, y + dy]
const between = ([ax, ay]: Place, [bx, by]: Place, share = 0.5): Place => [
  Math.round(ax + (bx - ax) * share),
  Math.round(ay + (by - ay) * share),
]
const small = ([dx, dy]: Place): Place => [Math.round(dx / 4), Math.round(dy / 4)]

const MAKERS: Maker[] = [
  (_, p, [s]) => {
    const from = p.vertex()
    return { kind: 'move', moves: [{ from, to: shifted(from, small(s!)) }] }
  },
  (_, p, [s]) => {
    const [a, b] = p.edge()
    return { kind: 'move', moves: [a, b].map((from) => ({ from, to: shifted(from, small(s!)) })) }
  },
  (_, p) => ({ kind: 'move', moves: [{ from: p.vertex(), to: p.vertex() }] }),
  (_, p) => {
    const [from, to] = p.edge()
    return { kind: 'move', moves: [{ from, to }] }
  },
  (_, p) => {
    const edge = p.edge()
    return { kind: 'insert', edge, at: between(...edge) }
  },
  (_, p, [s]) => {
    const edge = p.edge()
    return { kind: 'insert', edge, at: shifted(between(...edge), small(s!)) }
  },
  (_, p) => ({ kind: 'remove', vertices: [p.vertex()] }),
  (coverage, p, [s, t]) => {
    const [a, b] = p.edge()
    const middle = shifted(between(a, b), small(s!))
    const areas = coverage
      .codesAt(coverage.vertexAt(a)!)
      .filter((code) => coverage.codesAt(coverage.vertexAt(b)!).includes(code))
    const line = p.number(2) === 0 ? [a, middle, b] : [a, middle, shifted(middle, small(t!)), b]
    return { kind: 'reshape', areas: [areas[0]!, areas.at(-1)!], line }
  },
  (_, p, [s]) => ({
    kind: 'split',
    area: p.leaf(),
    line: [p.vertex(), shifted(p.vertex(), s!), p.vertex()],
    code: p.newCode(),
  }),
  (_, p) => {
    const [a, b] = [p.edge(), p.edge()]
    return { kind: 'split', area: p.leaf(), line: [between(...a), between(...b)], code: p.newCode() }
  },
  (_, p) => ({ kind: 'merge', areas: [p.leaf(), p.leaf()] }),
  (_, p, [s]) => ({
    kind: 'transfer',
    from: p.leafOrOutside(),
    to: p.leafOrOutside(),
    line: p.number(4) === 0 ? [] : [p.vertex(), p.vertex()],
    at: shifted(p.vertex(), small(s!)),
  }),
  (_, p, [s, t, u, v]) => {
    const centre = p.vertex()
    const ring = [s!, t!, u!, v!].map((corner) => shifted(centre, corner))
    return { kind: 'draw', ring, code: p.newCode(), parent: p.above() }
  },
  (_, p) => ({ kind: 'simplify', areas: [p.leaf(), p.leafOrOutside()], toleranceMetres: 2 }),
  (coverage, p) => {
    const village = [...coverage.leaves()].find(({ level }) => level === 'village')
    return { kind: 'found', area: village?.code ?? p.leaf(), code: p.newCode() }
  },
  (coverage, p) => {
    // Two areas exchange their ground.
    const [a, b] = [p.leaf(), p.leaf()].map((code) => coverage.area(code)!) as [CoverageArea, CoverageArea]
    const areas = [a, b].map(({ code, level, parent }, i) => ({
      code,
      level,
      parent: parent!,
      shape: coverage.shapeOf(i === 0 ? b : a),
    }))
    return { kind: 'replace', areas, retired: [] }
  },
  (coverage, p, [s]) => {
    // A box in place of an area: most often it fits nowhere.
    const { code, level, parent } = coverage.area(p.leaf())!
    const [x, y] = shifted(p.vertex(), s!)
    const shape = [[[x, y, x + 500, y, x + 500, y + 500, x, y + 500]]]
    return { kind: 'replace', areas: [{ code, level, parent: parent!, shape }], retired: [p.leaf()] }
  },
  (_, p) => ({ kind: 'reparent', area: p.leaf(), parent: p.above() }),
  (_, p, [s]) => {
    const edge = p.edge()
    const at = between(...edge, 0.4)
    return {
      kind: 'group',
      operations: [
        { kind: 'insert', edge, at },
        { kind: 'move', moves: [{ from: at, to: shifted(at, small(s!)) }] },
      ],
    }
  },
]

function picksFrom(coverage: Coverage, picks: readonly number[]): Picks {
  let used = 0
  const pick = <T>(from: readonly T[]): T => from[picks[used++ % picks.length]! % from.length]!
  const leaves = [...coverage.leaves()]
  const codes = leaves.map(({ code }) => code)
  const above = [...coverage.areas()].filter(({ rings }) => rings.length === 0).map(({ code }) => code)
  const ring = (): Int32Array => pick(pick(leaves).rings.flat())
  return {
    leaf: () => pick(codes),
    leafOrOutside: () => pick([...codes, OUTSIDE]),
    above: () => pick(above),
    vertex: () => coverage.placeOf(pick([...ring()])),
    edge: () => {
      const vertices = ring()
      const at = picks[used++ % picks.length]! % vertices.length
      return [coverage.placeOf(vertices[at]!), coverage.placeOf(vertices[(at + 1) % vertices.length]!)]
    },
    newCode: () => {
      const number = picks[used++ % picks.length]! % 1000
      return `N${number}`
    },
    number: (most) => pick(Array.from({ length: most }, (_, i) => i)),
  }
}
