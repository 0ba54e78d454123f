import { Agent, get, type IncomingMessage } from 'node:http'

/** One connection that is kept open, as a browser keeps it. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

let session = ''

/** Whose cookie goes with all that is asked from now on. */
export function askAs(cookie: string): void {
  session = cookie
}

/** What came over the wire, still encoded, and how long after the request the first and the last byte came. */
export type Answer = { body: Buffer; status: number; firstByteMs: number; lastByteMs: number }

/** Asks over HTTP for a body in an encoding: `br`, `gzip` or `identity`. */
export async function ask(url: string, encoding = 'br'): Promise<Answer> {
  const startedAt = performance.now()
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent, headers: { 'accept-encoding': encoding, cookie: session } }, resolve).on(
      'error',
      reject,
    )
  })
  const chunks: Buffer[] = []
  let firstByteMs = 0
  for await (const chunk of response) {
    if (chunks.length === 0) firstByteMs = performance.now() - startedAt
    chunks.push(chunk as Buffer)
  }
  const lastByteMs = performance.now() - startedAt
  if ((response.headers['content-encoding'] ?? 'identity') !== encoding && chunks.length > 0)
    throw new Error(`${url} came as ${response.headers['content-encoding']}, not as ${encoding}.`)
  return { body: Buffer.concat(chunks), status: response.statusCode ?? 0, firstByteMs, lastByteMs }
}

/** Stops keeping the connection, so that a server which is about to end need not wait for it. */
export function hangUp(): void {
  agent.destroy()
}
