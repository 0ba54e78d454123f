import { request as httpRequest, type Agent, type IncomingHttpHeaders } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

export type RawRequest = {
  method: string
  path: string
  headers: Record<string, string>
  body: string | null
}
export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: string }

/** Asks over a connection as any program can, the path as it is given. What never ends is left after its first words. */
export function ask(
  url: string,
  { method, path, headers, body }: RawRequest,
  agent: Agent,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const request = httpRequest({ hostname, port, method, path, headers, agent }, (response) => {
      const parts: Buffer[] = []
      const answer = () => {
        const { statusCode: status = 0, headers: came } = response
        resolve({ status, headers: came, body: readBody(Buffer.concat(parts), came['content-encoding']) })
      }
      const isEndless = response.headers['content-type']?.startsWith('text/event-stream')
      response.on('data', (part: Buffer) => {
        parts.push(part)
        if (!isEndless) return
        answer()
        response.destroy()
      })
      response.on('end', answer)
      response.on('error', reject)
    })
    request.on('error', reject)
    request.end(body ?? undefined)
  })
}

function readBody(bytes: Buffer, encoding: string | undefined): string {
  if (bytes.length === 0 || encoding === undefined) return bytes.toString()
  return (encoding === 'br' ? brotliDecompressSync(bytes) : gunzipSync(bytes)).toString()
}

/** A text as part of an address: all of it escaped, or with the signs left that mean something there. */
export function inAddress(text: string, isRaw: boolean): string {
  return isRaw
    ? Buffer.from(text)
        .toString('latin1')
        .replace(/[^!-~]/g, (sign) => `%${hex(sign)}`)
    : Buffer.from(text)
        .toString('latin1')
        .replace(/[^A-Za-z0-9_.~-]/g, (sign) => `%${hex(sign)}`)
}

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16).padStart(2, '0')
}

/** A text as a header can carry it: bytes, and none that ends the line. */
export function inHeader(text: string): string {
  return Buffer.from(text)
    .toString('latin1')
    .replace(/[^\t -~\x80-\xff]/g, '')
}
