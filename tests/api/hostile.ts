import fc from 'fast-check'

/** As much of a JSON schema as the API's document uses. */
export type Schema = {
  type?: string
  enum?: readonly unknown[]
  pattern?: string
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  minItems?: number
  maxItems?: number
}

/** Values that mean something in the county of the test: with them a request comes past the checks of its shape. */
export type Known = Readonly<Record<string, readonly unknown[]>>

/** Texts that nobody means well: for paths, queries, headers, and, in quotes, for bodies. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  '1e400',
  '-1e400',
  'NaN',
  'Infinity',
  '9007199254740993',
  '99999999999999999999999999',
  '2147483648',
  '0x10',
  '1.5',
  'true',
  'null',
  'undefined',
  '[]',
  '{"a":1}',
  '__proto__',
  'constructor',
  'toString',
  `' or 1=1; drop table incident; --`,
  `"; truncate event_head; --`,
  '\\',
  '%',
  '_%_%',
  '$1',
  '../../etc/passwd',
  '%2e%2e%2f',
  '<script>alert(1)</script>',
  '\u202eabc\u200f\u200b\ufeff',
  '👨‍👩‍👧‍👦🚧',
  '\ud800',
  'x\udfffy',
  '\u0000',
  'a\u0000b',
  '\u0007\u001b[31m',
  'a\r\nset-cookie: wangge=x',
  'é'.normalize('NFD'),
  '2026-02-31T00:00:00Z',
  '2026-01-01T23:59:60Z',
  '0000-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  'W/"1"',
  '"1", "2"',
  '*',
  'x'.repeat(101),
  '格'.repeat(1000),
]

/** Pieces of JSON that fit almost nowhere. */
const HOSTILE_JSON: readonly string[] = [
  ...HOSTILE_TEXTS.map((text) => JSON.stringify(text)),
  'null',
  'true',
  '0',
  '-0',
  '-1',
  '1.5',
  '1e400',
  '-1e400',
  '1e-400',
  '9007199254740993',
  '[]',
  '{}',
  '[1]',
  '[[[[[[[[]]]]]]]]',
  '{"a":{"a":{"a":{"a":{}}}}}',
  '{"toString":1,"valueOf":2}',
  '{"length":1e9}',
  JSON.stringify('长'.repeat(3000)),
]

const NESTED = '['.repeat(20_000)

/** Bodies that are no object of the schema at all. */
const HOSTILE_BODIES: readonly string[] = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '42',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  NESTED,
  NESTED + ']'.repeat(20_000),
  '{"a":'.repeat(5000) + '1' + '}'.repeat(5000),
  '\ufeff{}',
  '{"action":"accept",}',
]

function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'integer') {
    return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1000, 2 ** 31 - 1) })
  }
  if (schema.type === 'number') {
    return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000, noNaN: true })
  }
  if (schema.format === 'date-time') {
    return fc
      .date({ min: new Date('1970-01-02'), max: new Date('2105-12-31'), noInvalidDate: true })
      .map((at) => at.toISOString())
  }
  if (schema.format === 'uuid') return fc.uuid()
  if (schema.pattern && schema.pattern.length < 30) return fc.stringMatching(new RegExp(schema.pattern))
  return fc.string({
    minLength: schema.minLength ?? 0,
    maxLength: Math.min(schema.maxLength ?? 50, 50),
    unit: 'grapheme',
  })
}

function isOf(value: unknown, { enum: listed, format, pattern }: Schema): boolean {
  if (listed) return listed.includes(value)
  if (typeof value !== 'string') return true
  if (format === 'date-time') return value.includes('T')
  return pattern === undefined || new RegExp(pattern, 'u').test(value)
}

function likely(name: string, schema: Schema, known: Known): fc.Arbitrary<unknown> {
  // A key that was used before is for the same only, of which few are drawn.
  const isKey = name === 'idempotency-key'
  const named = (schema.format !== 'uuid' ? known[name] : isKey ? [] : known['uuid']) ?? []
  // Two routes may mean something else by one name: a moment or a day, a word of another list.
  const values = named.filter((value) => isOf(value, schema))
  if (values.length === 0) return fitting(schema)
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: fitting(schema) },
  )
}

/** A text for a parameter of this schema; null: it is left out. */
export function parameter(
  name: string,
  schema: Schema,
  known: Known,
  mayMiss: boolean,
): fc.Arbitrary<string | null> {
  return fc.oneof(
    { weight: 25, arbitrary: likely(name, schema, known).map(String) },
    { weight: 2, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
    { weight: mayMiss ? 4 : 0, arbitrary: fc.constant(null) },
  )
}

/** JSON of a value that mostly fits, with what does not here and there. */
function piece(name: string, schema: Schema, known: Known): fc.Arbitrary<string> {
  const fits = schema.properties
    ? objectOf(schema, known)
    : schema.items
      ? fc
          .array(piece(name, schema.items, known), { minLength: 0, maxLength: 4 })
          .map((items) => `[${items.join()}]`)
      : likely(name, schema, known).map((value) => JSON.stringify(value))
  return fc.oneof({ weight: 40, arbitrary: fits }, { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_JSON) })
}

/** What goes with few of the actions that a body may name: an answer to the public. */
const SELDOM_THERE = new Set(['answer'])

function objectOf({ properties = {}, required = [] }: Schema, known: Known): fc.Arbitrary<string> {
  const members = Object.entries(properties).map(([name, schema]) => {
    const member = piece(name, schema, known).map((json): string[] => [`${JSON.stringify(name)}:${json}`])
    const missing = fc.constant<string[]>([])
    const [there, gone] = required.includes(name) ? [60, 1] : SELDOM_THERE.has(name) ? [1, 60] : [2, 1]
    return fc.oneof({ weight: there, arbitrary: member }, { weight: gone, arbitrary: missing })
  })
  const odd = fc.oneof(
    { weight: 30, arbitrary: fc.constant<string[]>([]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ['"__proto__":{"x":1}'],
        ['"unknown":1'],
        ['"note":"a"', '"note":"b"'],
        ['"":""'],
      ),
    },
  )
  return fc.tuple(...members, odd).map((all) => `{${all.flat().join()}}`)
}

/** The text of a body. */
export function bodyText(schema: Schema, known: Known): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 30, arbitrary: objectOf(schema, known) },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_BODIES) },
  )
}
