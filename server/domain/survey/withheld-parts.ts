/** What is to be told of sets of items, or not: a set's size, 0 for nothing to tell, and whether it may be told by itself. */
export type Judge<Item> = {
  sizeOf: (items: readonly Item[]) => number
  isTold: (items: readonly Item[]) => boolean
}

/**
 * The parts of a whole that are held back: those that may not be told, and as many more, the smallest first, as it takes that all that is
 * left of the whole without the told parts may be told as well, or is nothing. For what is left is the whole less its told parts, which
 * anybody can reckon. Parts are disjoint; the whole may have items of no part.
 */
export function withheldParts<Item>(
  whole: readonly Item[],
  parts: readonly (readonly Item[])[],
  { sizeOf, isTold }: Judge<Item>,
): Set<readonly Item[]> {
  const withheld = new Set(parts.filter((items) => !isTold(items)))
  const bySize = parts.filter((items) => !withheld.has(items)).toSorted((a, b) => sizeOf(a) - sizeOf(b))
  const told = new Set(bySize.flat())
  for (const next of bySize) {
    const left = whole.filter((item) => !told.has(item))
    if (sizeOf(left) === 0 || isTold(left)) break
    withheld.add(next)
    for (const item of next) told.delete(item)
  }
  return withheld
}
