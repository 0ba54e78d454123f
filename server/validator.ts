import AjvCompiler, { type BuildCompilerFromPool, type RouteDefinition } from '@fastify/ajv-compiler'
import type { FastifyRequest } from 'fastify'
import { CodedError } from './errors.ts'

type AnyValidateFunction = ReturnType<ReturnType<BuildCompilerFromPool>>

const compiler = AjvCompiler()

/**
 * What checks inputs by their schemas. Path, query and headers are texts, and made into what the schema asks for; a body
 * says itself what its values are: null is no number there, or a place that is not known would lie at 0° N 0° E.
 */
export const buildValidator: BuildCompilerFromPool = (schemas, options = {}) => {
  if (options.mode === 'JTD') throw new Error('Inputs are checked by JSON schemas.')
  const ofText = compiler(schemas, options)
  const ofBody = compiler(schemas, {
    ...options,
    customOptions: { ...options.customOptions, coerceTypes: false },
  })
  // Fastify gives the whole route, though the type names its schema only.
  return (route) =>
    late(() => ((route as unknown as RouteDefinition).httpPart === 'body' ? ofBody : ofText)(route))
}

/** A check that is compiled when the first input comes: those of all routes would take a second of every start. */
function late(compile: () => AnyValidateFunction): AnyValidateFunction {
  let compiled: AnyValidateFunction | null = null
  const check = (...asked: Parameters<AnyValidateFunction>) => {
    const fits = (compiled ??= compile())(...asked)
    check.errors = compiled.errors ?? null
    return fits
  }
  check.errors = null as AnyValidateFunction['errors']
  // By it Fastify knows a check that may change the whole of its input, and says where that is kept.
  check.schemaEnv = {}
  return check as unknown as AnyValidateFunction
}

/** A text like 1e400 becomes infinite, which every limit of a schema lets pass. */
export async function refuseInfinity({ query, params }: FastifyRequest): Promise<void> {
  for (const [name, value] of [...Object.entries(query as object), ...Object.entries(params as object)]) {
    if (value === Infinity || value === -Infinity) {
      throw new CodedError('invalid_input', `"${name}" must be a number that is not infinite.`)
    }
  }
}
