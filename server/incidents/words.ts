// What a search by words looks for: terms, and the pairs of characters by which the index finds them, for Chinese has no
// spaces between words.

const MOST_TERMS = 8

/** What may begin the number of an incident, whose letters are capitals. */
const NUMBER = /^(?=.*\d)[\dA-Z-]+$/i

export type Words = {
  /** Each of them must be in the title or the address, or begin the number. */
  terms: readonly string[]
  /** Pairs of all terms: what is found has these in title and address, or else `number`; empty where none can be told. */
  grams: readonly number[]
  /** The term that may begin the number, and the pairs of the others, which are then in title and address. */
  number: { prefix: string; grams: readonly number[] } | null
}

/** The words of a search; null for none but spaces. */
export function readWords(text: string): Words | null {
  const terms = text
    .trim()
    .split(/\s+/)
    .filter((term) => term !== '')
    .slice(0, MOST_TERMS)
  if (terms.length === 0) return null
  const numbers = terms.filter((term) => NUMBER.test(term))
  // Which of several begins the number, only a look at the texts can tell.
  if (numbers.length > 1) return { terms, grams: [], number: null }
  const [prefix] = numbers
  const others = gramsOf(...terms.filter((term) => term !== prefix))
  return {
    terms,
    grams: gramsOf(...terms),
    number: prefix === undefined ? null : { prefix: prefix.toUpperCase(), grams: others },
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
