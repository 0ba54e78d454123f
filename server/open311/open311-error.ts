import { toCodedError } from '../to-coded-error.ts'

/** What the specification knows: 404 for what there is not, 403 for a key, 400 for the rest; and what every client of HTTP knows. */
export type Open311Status = 400 | 403 | 404 | 429 | 500 | 503

/** Why a request of an app was refused, meant for the person who holds it: one sentence or several, each an error of its own. */
export class Open311Error extends Error {
  readonly status: Open311Status
  readonly descriptions: readonly string[]

  constructor(status: Open311Status, ...descriptions: string[]) {
    super(descriptions.join(' '))
    this.name = 'Open311Error'
    this.status = status
    this.descriptions = descriptions
  }
}

/** Whatever was thrown below /open311, as an app is told it: nothing about the inside. */
export function toOpen311Error(thrown: unknown): Open311Error {
  if (thrown instanceof Open311Error) return thrown
  const { status, message } = toCodedError(thrown)
  if (status === 404 || status === 429 || status === 500 || status === 503)
    return new Open311Error(status, message)
  return new Open311Error(400, message)
}
