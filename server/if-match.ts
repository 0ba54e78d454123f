import { CodedError } from './errors.ts'

/** The version of `If-Match: "7"`. Throws precondition_required without one, invalid_input for another text. */
export function readVersion(header: string | undefined): number {
  if (header === undefined) {
    throw new CodedError(
      'precondition_required',
      'Send the version that you have seen as If-Match: "version".',
    )
  }
  const match = /^"([1-9]\d{0,8})"$/.exec(header)
  if (match) return Number(match[1])
  throw new CodedError('invalid_input', `If-Match must be a version in quotes like "3", but it is ${header}.`)
}
