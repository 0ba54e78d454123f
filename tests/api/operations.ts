import fc from 'fast-check'
import { expect } from 'vitest'
import { Check } from 'typebox/schema'
import type { App } from '../../server/app-types.ts'
import { ERRORS, type ErrorCode } from '../../server/errors.ts'
import { bodyText, parameter, type Known, type Schema } from './hostile.ts'
import { inAddress, inHeader, type RawAnswer, type RawRequest } from './raw-request.ts'

/** A route of the API's own document. */
export type Operation = {
  parameters?: { in: 'path' | 'query' | 'header'; name: string; schema: Schema }[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
  responses: Record<string, { content?: { 'application/json'?: { schema: object } } }>
  /** What its schemas refer to. */
  components: object
}

/** Every route of the document, as "get /api/queue". */
export function operationsOf(app: App): Record<string, Operation> {
  const { paths, components = {} } = app.swagger() as unknown as {
    paths: Record<string, Record<string, Omit<Operation, 'components'>>>
    components?: object
  }
  return Object.fromEntries(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [
        `${method} ${path}`,
        { ...operation, components },
      ]),
    ),
  )
}

/** Headers that any request can bring, beside those of the document. */
const EVERYWHERE = ['last-event-id', 'if-none-match', 'accept-encoding', 'origin', 'accept'].map((name) => ({
  in: 'header' as const,
  name,
  schema: { type: 'string' },
}))

const QUERIES = ['x=1', '__proto__=1', 'area=A&area=B', 'lon[]=1', '%', '%00', '&&==', 'cursor=1&cursor=2']
const TYPES = ['text/plain', 'application/json; charset=utf-16', 'multipart/form-data', 'x']

/** Mostly the first; now and then one of the others. */
function mostly<Value>(usual: Value, others: readonly Value[], weight = 30): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  )
}

/** Requests to a route: each part fits, or does not. */
export function requestsTo(
  route: string,
  { parameters = [], requestBody }: Operation,
  known: Known,
): fc.Arbitrary<RawRequest> {
  const [verb = '', path = ''] = route.split(' ')
  const given = [...parameters, ...EVERYWHERE]
  const texts = given.map(({ in: place, name, schema }, i) => {
    const text = parameter(name, schema, known, place !== 'path')
    // Few of the extra ones at a time: each may be refused.
    const none = fc.constant(null)
    return i < parameters.length
      ? text
      : fc.oneof({ weight: 15, arbitrary: none }, { weight: 1, arbitrary: text })
  })
  const schema = requestBody?.content['application/json'].schema
  return fc
    .record({
      texts: fc.tuple(...texts),
      isRaw: mostly(false, [true], 8),
      more: mostly('', QUERIES),
      type: mostly('application/json', TYPES),
      body: schema ? bodyText(schema, known) : fc.constant(null),
    })
    .map(({ texts: values, isRaw, more, type, body }) => {
      let address = path
      const query = more === '' ? [] : [more]
      const headers: Record<string, string> = body === null ? {} : { 'content-type': type }
      for (const [i, text] of values.entries()) {
        const { in: place, name } = given[i]!
        if (text === null) continue
        if (place === 'path') address = address.replace(`{${name}}`, () => inAddress(text || ' ', isRaw))
        else if (place === 'query') query.push(`${name}=${inAddress(text, isRaw)}`)
        else headers[name] = inHeader(text)
      }
      if (query.length > 0) address += `?${query.join('&')}`
      return { method: verb.toUpperCase(), path: address, headers, body }
    })
}

/** What the inside of the server looks like: stacks, paths, SQL. */
const INSIDE =
  /\n\s+at |node_modules|\.ts\b|\.js\b|\/tmp\/|\bselect \w|insert into|syntax error|violates|invalid byte|kysely/i

/** Fails where an answer is none of those that the API promises; tells the code of an error. */
export function judge(
  operation: Operation | undefined,
  { status, body, headers }: RawAnswer,
  told: string,
): ErrorCode | null {
  if (status < 400) {
    const schema = operation?.responses[status]?.content?.['application/json']?.schema
    // Whoever is sent on stays with us: nobody who may be asked by a stranger leads to another place.
    if (status === 302 && operation?.responses[302]) {
      expect(headers['location'], told).toMatch(/^\/(?![/\\])[!-~]*$/)
    } else if (schema === undefined) expect([200, 204, 304], told).toContain(status)
    else {
      const fits = Check({ ...schema, components: operation!.components }, JSON.parse(body))
      expect(fits, `the answer fits its schema: ${told}`).toBe(true)
    }
    return null
  }
  expect(headers['content-type'], told).toMatch(/^application\/json/)
  const { error, ...rest } = JSON.parse(body) as { error: { code: ErrorCode; message: string } }
  expect(rest, told).toEqual({})
  expect(Object.keys(ERRORS), told).toContain(error.code)
  expect(ERRORS[error.code].status, told).toBe(status)
  expect(error.code, told).not.toBe('internal')
  expect(error.message, told).toMatch(/\S/)
  expect(body, told).not.toMatch(INSIDE)
  return error.code
}
