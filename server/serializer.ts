import serializerSelector, {
  type Serializer,
  type SerializerFactory,
} from '@fastify/fast-json-stringify-compiler'

const select = serializerSelector()

/**
 * What writes answers by their schemas, each compiled when the first answer of its kind is given: those of all routes would
 * take a second of every start.
 */
export const buildSerializer: SerializerFactory = (schemas, options) => {
  const compile = select(schemas, options)
  return (route) => {
    let write: Serializer | null = null
    return (answer) => (write ??= compile(route))(answer)
  }
}
