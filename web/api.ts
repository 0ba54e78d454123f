import type { ErrorBody } from '../server/contract.ts'

/** An answer other than the one asked for: the server's coded error, or no answer at all (`code` is 'unreachable'). */
export class ApiError extends Error {
  readonly code: ErrorBody['error']['code'] | 'unreachable'
  readonly details: unknown
  /** Of HTTP; null where there was no answer. */
  readonly status: number | null

  constructor(code: ApiError['code'], message: string, details?: unknown, status: number | null = null) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.details = details
    this.status = status
  }
}

/** Whatever was thrown, as an error of the API. */
export function toApiError(thrown: unknown): ApiError {
  return thrown instanceof ApiError ? thrown : new ApiError('internal', String(thrown))
}

export type Query = Readonly<Record<string, string | number | null | undefined>>

/** A path with the parameters that are given. */
export function withQuery(path: string, query: Query): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Asks the server; throws ApiError for anything but a 2xx answer, and the signal's reason when it is aborted. */
export async function request(url: string, signal?: AbortSignal, what: RequestInit = {}): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, { ...what, ...(signal ? { signal } : {}) })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError('unreachable', String(error))
  }
  if (response.ok) return response
  const body = (await response.json().catch(() => null)) as ErrorBody | null
  throw new ApiError(
    body?.error.code ?? 'internal',
    body?.error.message ?? `${response.status}`,
    body?.error.details,
    response.status,
  )
}

/** The header by which a change is refused where somebody else has changed the thing since this version. */
export function ifMatch(version: number): Record<string, string> {
  return { 'if-match': `"${version}"` }
}

/** The JSON at an address. The browser revalidates what it has by its ETag. */
export async function getJson<Answer>(url: string, signal?: AbortSignal): Promise<Answer> {
  const response = await request(url, signal)
  return (await response.json()) as Answer
}

/** Sends JSON and gives the JSON of the answer, if it has one. `csrf` is the session's token: whatever changes something needs it. */
export async function sendJson<Answer>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body: object | null,
  {
    csrf,
    signal,
    headers: more,
  }: { csrf?: string; signal?: AbortSignal; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const headers = {
    ...more,
    ...(body === null ? {} : { 'content-type': 'application/json' }),
    ...(csrf === undefined ? {} : { 'x-csrf-token': csrf }),
  }
  const response = await request(url, signal, {
    method,
    headers,
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  })
  return (response.status === 204 ? null : await response.json()) as Answer
}
