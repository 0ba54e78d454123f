import type { FastifySchemaValidationError } from 'fastify/types/schema.js'
import { CodedError } from './errors.ts'

/** What Ajv adds to an error with `verbose`. */
type Verbose = FastifySchemaValidationError & { data?: unknown; parentSchema?: { properties?: object } }

/** The first fault of an input in one sentence: where, what was expected, what came. `part` is querystring, params … */
export function inputFault(
  faults: readonly FastifySchemaValidationError[],
  part: string | undefined,
): CodedError {
  const fault = faults[0] as Verbose
  const places = faults.map(({ instancePath, message }) => ({ place: instancePath, message }))
  return new CodedError(
    'invalid_input',
    sentence(fault, part === 'querystring' ? 'query' : (part ?? 'input')),
    places,
  )
}

function sentence(fault: Verbose, part: string): string {
  const name = fault.instancePath.slice(1).replaceAll('/', '.')
  if (fault.keyword === 'additionalProperties') {
    const known = Object.keys(fault.parentSchema?.properties ?? {})
    const expected = known.length > 0 ? `known are ${known.join(', ')}` : 'none are known here'
    return `Unknown parameter "${String(fault.params['additionalProperty'])}" in the ${part}; ${expected}.`
  }
  const allowed = fault.params['allowedValues']
  const expected = Array.isArray(allowed) ? `must be one of ${allowed.join(', ')}` : fault.message
  // A body may hold a secret: what came in it is not said again.
  const came = part === 'body' ? '' : `, but it is ${shown(fault.data)}`
  return `"${name || part}" ${expected}${came}.`
}

function shown(data: unknown): string {
  if (data === undefined) return 'missing'
  if (Array.isArray(data)) return 'a list'
  if (typeof data === 'object' && data !== null) return 'an object'
  const text = JSON.stringify(data)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
