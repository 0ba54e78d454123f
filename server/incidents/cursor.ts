import { CodedError } from '../errors.ts'
import type { Cursor } from './queries.ts'

/** The last row of a page as an opaque text. Times are stored in whole milliseconds (see migrations), so none is skipped. */
export function encodeCursor({ occurredAt, id }: Cursor): string {
  return Buffer.from(`${occurredAt.getTime()}.${id}`).toString('base64url')
}

/** Throws invalid_input when the text was not made by encodeCursor. */
export function decodeCursor(text: string): Cursor {
  const match = /^(\d{1,15})\.(\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString())
  const occurredAt = new Date(Number(match?.[1] ?? NaN))
  if (!match || !(occurredAt.getUTCFullYear() < 2200))
    throw new CodedError('invalid_input', '"cursor" must be a nextCursor of an earlier page.')
  return { occurredAt, id: Number(match[2]) }
}
