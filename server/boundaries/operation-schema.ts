import { Type, type Static } from 'typebox'
import { Code, LevelName } from '../areas/contract.ts'
import type { Operation as DomainOperation } from '../domain/coverage/edit/operation.ts'

/** Of an area that is to be: no spaces, and nothing that cannot be read aloud. */
const NewCode = Type.String({ minLength: 1, maxLength: 64, pattern: '^[^\\s\\p{C}]+$' })
/** Of an area that was or is to be, as files may bring it. */
const SomeCode = Type.String({ minLength: 1, maxLength: 64, pattern: '^[^\\x00\\p{Cs}]+$' })
const MOST_PLACES = 20_000
const Longitude = Type.Integer({ minimum: -1_800_000_000, maximum: 1_800_000_000 })
const Latitude = Type.Integer({ minimum: -900_000_000, maximum: 900_000_000 })

/** Longitude and latitude in 1e-7 degree. */
export const Place = Type.Tuple([Longitude, Latitude])
const Line = (minItems: number) => Type.Array(Place, { minItems, maxItems: MOST_PLACES })

const Coordinate = Type.Integer({ minimum: -1_800_000_000, maximum: 1_800_000_000 })

/** Parts of rings of flat integers, as boundaries are stored. */
export const ShapeSchema = Type.Array(Type.Array(Type.Array(Coordinate, { minItems: 6 }), { minItems: 1 }), {
  description: 'parts, each its outer ring and holes; a ring is x0, y0, x1, y1, … in 1e-7 degree, not closed',
})

const Outside = Type.Literal('')
const CodeOrOutside = Type.Union([Code, Outside])
const exact = { additionalProperties: false } as const
const PairOfAreas = Type.Tuple([CodeOrOutside, CodeOrOutside])

const Simple = [
  Type.Object(
    {
      kind: Type.Literal('move'),
      moves: Type.Array(Type.Object({ from: Place, to: Place }, exact), {
        minItems: 1,
        maxItems: MOST_PLACES,
      }),
    },
    exact,
  ),
  Type.Object({ kind: Type.Literal('insert'), edge: Type.Tuple([Place, Place]), at: Place }, exact),
  Type.Object({ kind: Type.Literal('remove'), vertices: Line(1) }, exact),
  Type.Object({ kind: Type.Literal('reshape'), areas: PairOfAreas, line: Line(2) }, exact),
  Type.Object({ kind: Type.Literal('split'), area: Code, line: Line(2), code: NewCode }, exact),
  Type.Object(
    { kind: Type.Literal('merge'), areas: Type.Array(Code, { minItems: 2, maxItems: 1000 }) },
    exact,
  ),
  Type.Object(
    { kind: Type.Literal('transfer'), from: CodeOrOutside, to: CodeOrOutside, line: Line(0), at: Place },
    exact,
  ),
  Type.Object({ kind: Type.Literal('draw'), ring: Line(3), code: NewCode, parent: Code }, exact),
  Type.Object({ kind: Type.Literal('found'), area: Code, code: NewCode }, exact),
  Type.Object(
    {
      kind: Type.Literal('simplify'),
      areas: PairOfAreas,
      toleranceMetres: Type.Number({ exclusiveMinimum: 0, maximum: 10_000 }),
    },
    exact,
  ),
  Type.Object({ kind: Type.Literal('reparent'), area: Code, parent: Code }, exact),
  Type.Object(
    {
      kind: Type.Literal('replace'),
      areas: Type.Array(
        Type.Object({ code: SomeCode, level: LevelName, parent: Code, shape: ShapeSchema }, exact),
        { maxItems: 100_000 },
      ),
      retired: Type.Array(Code, { maxItems: 100_000 }),
    },
    exact,
  ),
] as const

/** One change of boundaries; `server/domain/coverage/edit/operation.ts` says what each does. */
export const OperationSchema = Type.Union(
  [
    ...Simple,
    Type.Object(
      {
        kind: Type.Literal('group'),
        operations: Type.Array(Type.Union([...Simple]), { minItems: 1, maxItems: 1000 }),
      },
      exact,
    ),
  ],
  { description: 'one change of boundaries; places are [longitude, latitude] in 1e-7 degree' },
)
export type SentOperation = Static<typeof OperationSchema>

/** What is kept was sent: a group holds no groups. */
export const asSent = (operations: DomainOperation[]): SentOperation[] => operations as SentOperation[]

/** What is sent is what the engine takes. */
export const asOperations = (sent: SentOperation[]): DomainOperation[] => sent
