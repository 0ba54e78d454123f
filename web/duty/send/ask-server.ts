import { ApiError, request } from '../../api.ts'

/** A network that stalls is none: after this long an answer is not waited for. */
const ANSWER_WITHIN_MS = 25_000

/** Asks the server and gives the JSON of its answer. Throws ApiError, of code 'unreachable' also when no answer comes in time. */
export async function askServer<Answer>(url: string, what: RequestInit = {}): Promise<Answer> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), ANSWER_WITHIN_MS)
  try {
    const response = await request(url, limit.signal, what)
    return (response.status === 204 ? null : await response.json()) as Answer
  } catch (error) {
    if (error instanceof ApiError) throw error
    throw new ApiError('unreachable', String(error))
  } finally {
    clearTimeout(timer)
  }
}

/** The same with a JSON body and the session's token. */
export function tellServer<Answer>(
  method: 'POST' | 'PUT' | 'DELETE',
  url: string,
  csrf: string,
  body: object | null,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return askServer<Answer>(url, {
    method,
    headers: {
      ...headers,
      'x-csrf-token': csrf,
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  })
}
