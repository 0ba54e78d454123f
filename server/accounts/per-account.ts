import type { FastifyRequest } from 'fastify'

/** So many requests a minute of one account; another account is not kept from anything by it. */
export function perAccount(max: number) {
  return {
    max,
    timeWindow: '1 minute',
    // The viewer is known only after the guard, which runs in the phase before.
    hook: 'preHandler' as const,
    keyGenerator: (request: FastifyRequest) => `account ${request.viewer?.accountId}`,
  }
}
