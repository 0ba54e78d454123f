const LONGEST = 60

/** The title of an incident that came with nothing but words: their first sentence, or as much of it as a list shows. */
export function titleOf(words: string, categoryName: string): string {
  const first = words.split(/[\n。！？!?]|\.\s/u).find((part) => part.trim() !== '')
  if (first === undefined) return categoryName
  const letters = [...first.trim()]
  return letters.length <= LONGEST
    ? letters.join('')
    : `${letters
        .slice(0, LONGEST - 1)
        .join('')
        .trimEnd()}…`
}
