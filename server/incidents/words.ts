// What a search by words looks for: terms, and the pairs of characters by which the index finds them, for Chinese has no
// spaces between words.

const MOST_TERMS = 8

/** What may begin the number of an incident, whose letters are capitals. */
const NUMBER = /^(?=.*\d)[\dA-Z-]+$/i

export type Words = {
  /** Each of them must be in the title or the address, or begin the number. */
  terms: readonly string[]
  /** Pairs that every incident which is found has in title or address; empty where none can be told. */
  grams: readonly number[]
  /** What the number begins with, where the only term may be one. */
  number: string | null
}

/** The words of a search; null for none but spaces. */
export function readWords(text: string): Words | null {
  const terms = text
    .trim()
    .split(/\s+/)
    .filter((term) => term !== '')
    .slice(0, MOST_TERMS)
  if (terms.length === 0) return null
  // Of several terms one may be the number, whose pairs are not in title and address.
  const sure = terms.length === 1 ? terms : terms.filter((term) => !NUMBER.test(term))
  return {
    terms,
    grams: gramsOf(...sure),
    number: terms.length === 1 && NUMBER.test(terms[0]!) ? terms[0]!.toUpperCase() : null,
  }
}

/**
 * Every pair of neighbouring characters in some texts, once: a number of 32 bits, the lower halves of both code points.
 * A to Z count as a to z. The migration that began the index reckons the same in SQL.
 */
export function gramsOf(...texts: readonly (string | null)[]): number[] {
  const grams = new Set<number>()
  for (const text of texts) {
    let before = -1
    for (const character of text ?? '') {
      let code = character.codePointAt(0)! & 0xffff
      if (code >= 65 && code <= 90) code += 32
      if (before >= 0) grams.add((before << 16) | code)
      before = code
    }
  }
  return [...grams]
}
