export type KnownCategory = { code: string; name: string; nameEn: string }

/** What is not known is 99, other; the source's word is kept beside it. */
export const OTHER = '99'

/** Finds a category by code, by either name, or through a map from the source's words to codes or names. */
export function categoryMatcher(
  known: readonly KnownCategory[],
  map: ReadonlyMap<string, string> = new Map(),
): (word: string) => string | null {
  const codes = new Map<string, string>()
  for (const { code, name, nameEn } of known) {
    for (const word of [code, name, nameEn]) if (!codes.has(key(word))) codes.set(key(word), code)
  }
  const mapped = new Map([...map].map(([word, target]) => [key(word), key(target)]))
  return (word) => codes.get(mapped.get(key(word)) ?? key(word)) ?? null
}

function key(word: string): string {
  return word.trim().toLocaleLowerCase()
}
