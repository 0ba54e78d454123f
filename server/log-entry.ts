import type { FastifyRequest } from 'fastify'

/** What a log line says of a request: the route, not who asked from where or for which words. */
export function describeRequest(request: FastifyRequest): { method: string; route: string } {
  return { method: request.method, route: request.routeOptions?.url ?? 'none' }
}

/** What a log line says of an error: not the parameters of the statement that failed, which the drivers attach. */
export function describeError(error: Error & { code?: string }): {
  type: string
  message: string
  stack: string
  code?: string
} {
  const { name, message, stack = '', code } = error
  return { type: name, message, stack, ...(code === undefined ? {} : { code }) }
}
