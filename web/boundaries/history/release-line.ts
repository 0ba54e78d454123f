import type { ReleaseItem } from '../../../server/contract.ts'
import type { BoundaryMessages } from '../../messages/boundaries/zh.ts'
import type { Formats } from '../../state/formats.ts'

/** A reason may be a page long. */
const MOST_CHARACTERS = 30

/** A release in a line, for a list to choose from: number, day, who and why. */
export function releaseLine(
  { seq, publishedAt, author, note }: ReleaseItem,
  text: BoundaryMessages,
  formats: Formats,
): string {
  const characters = [...note.replaceAll(/\s+/g, ' ').trim()]
  const why =
    characters.length > MOST_CHARACTERS
      ? `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…`
      : characters.join('')
  const what = [text.history.release(formats.number(seq)), formats.day(Date.parse(publishedAt)), author]
  return [...what, ...(why === '' ? [] : [why])].join(' · ')
}
