import type { Area } from '../../server/contract.ts'

/**
 * Areas whose name (either language) or code contains the words: those called so first, then those that begin so, then
 * coarser levels, in the order given. Without words the first ones.
 */
export function matchAreas(areas: readonly Area[], words: string, most: number): Area[] {
  const sought = words.toLocaleLowerCase()
  const ranked = areas.flatMap((area) => {
    const texts = [area.name, area.nameEn ?? '', area.code].map((text) => text.toLocaleLowerCase())
    if (!texts.some((text) => text.includes(sought))) return []
    const isCalled = texts.includes(sought)
    return [{ area, rank: isCalled ? 0 : texts.some((text) => text.startsWith(sought)) ? 1 : 2 }]
  })
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ area }) => area)
}
