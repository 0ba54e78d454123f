import { createServer, type Server } from 'node:http'
import { once } from 'node:events'

/**
 * Things that are dear to make and that several test files use: each is made in the main process on the first request,
 * and only then. Test files run in processes of their own and ask by HTTP (see ask.ts).
 */
export async function shareThings(
  makers: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const make = makers[(request.url ?? '/').slice(1)]
    const made = make ? make() : Promise.reject(new Error(`Nobody shares ${request.url}.`))
    made.then(
      (thing) => response.end(JSON.stringify({ thing })),
      (error: unknown) =>
        response.writeHead(500).end(JSON.stringify({ fault: String((error as Error).stack ?? error) })),
    )
  }).listen(0, '127.0.0.1')
  server.requestTimeout = 0
  server.headersTimeout = 0
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** Makes something once, when first asked for. */
export function onDemand<Thing>(make: () => Promise<Thing>): {
  get(): Promise<Thing>
  made(): Promise<Thing> | null
} {
  let thing: Promise<Thing> | null = null
  return { get: () => (thing ??= make()), made: () => thing }
}
