import type { PublicReportBody } from '../../../server/contract.ts'
import { newUuid } from '../../duty/store/uuid.ts'

/** `accuracy` in metres, where a device said it. */
export type DraftPlace = { lon: number; lat: number; accuracy: number | null }

/** A report as it is being written, with all that must not be lost before it has arrived. */
export type Draft = {
  /** Sent again under it, it is the same report. Another one once anything was changed. */
  key: string
  category: string
  place: DraftPlace | null
  /** Of the poster that was scanned. */
  grid: string | null
  address: string
  words: string
  name: string
  phone: string
  photos: readonly { id: string; bytes: ArrayBuffer }[]
  /** The report has arrived; photos are those that have not. */
  sent: { number: string; code: string; photos: number } | null
}

export const newDraft = (grid: string | null): Draft => ({
  key: newUuid(),
  category: '',
  place: null,
  grid,
  address: '',
  words: '',
  name: '',
  phone: '',
  photos: [],
  sent: null,
})

/** Whether anything was written that would be missed. */
export function isWritten({ category, place, address, words, name, phone, photos }: Draft): boolean {
  return (
    place !== null ||
    photos.length > 0 ||
    [category, address, words, name, phone].some((text) => text.trim() !== '')
  )
}

export type Missing = 'category' | 'place' | 'words'

/** What a draft still needs, in the order of the page. */
export function missingOf({ category, place, grid, address, words, photos }: Draft): Missing[] {
  const missing: Missing[] = []
  if (category === '') missing.push('category')
  if (place === null && grid === null && address.trim() === '') missing.push('place')
  if (words.trim() === '' && photos.length === 0) missing.push('words')
  return missing
}

/** What is sent of a complete draft. Photos follow by themselves; a report that has nothing else says what the category does. */
export function bodyOf(draft: Draft, categoryName: string): Omit<PublicReportBody, 'proof'> {
  const { category, place, grid, address, words, name, phone } = draft
  const contact = {
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
  }
  return {
    category,
    words: words.trim() || categoryName,
    ...(place ? { place: { lon: place.lon, lat: place.lat } } : {}),
    ...(place === null && grid !== null ? { grid } : {}),
    ...(address.trim() === '' ? {} : { address: address.trim() }),
    ...(Object.keys(contact).length > 0 ? { contact } : {}),
  }
}
