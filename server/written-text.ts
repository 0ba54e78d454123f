import { Type } from 'typebox'

// What people write and others read, on screens and on paper, often for good.

/** Control characters, halves of characters, and what turns the direction of all that follows, so that it reads as something else. */
const UNWRITTEN = '\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\p{Cs}\\u202a-\\u202e\\u2066-\\u2069'
const ANY = `[^${UNWRITTEN}]*`
const ANY_IN_A_LINE = `[^${UNWRITTEN}\\t\\n\\r\\u2028\\u2029]*`
/** A letter, digit or sign: something that is seen, not spaces alone. */
const SEEN = '[\\p{L}\\p{N}\\p{P}\\p{S}]'

/** Lines of text with something in them. */
export const Words = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: `^${ANY}${SEEN}${ANY}$` })

/** The same, or nothing. */
export const Remark = (maxLength: number) => Type.String({ maxLength, pattern: `^${ANY}$` })

/** One line with something in it: a name, a number of a document. */
export const Line = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: `^${ANY_IN_A_LINE}${SEEN}${ANY_IN_A_LINE}$` })

/** The same, or nothing. */
export const LineOrNothing = (maxLength: number) => Type.String({ maxLength, pattern: `^${ANY_IN_A_LINE}$` })
