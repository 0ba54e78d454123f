import type { Area } from '../../server/contract.ts'

/**
 * Areas whose name (either language) or code contains the words: names that begin with them first, then coarser
 * levels, in the order given. Without words the first ones.
 */
export function matchAreas(areas: readonly Area[], words: string, most: number): Area[] {
  const sought = words.toLocaleLowerCase()
  const ranked = areas.flatMap((area) => {
    const texts = [area.name, area.nameEn ?? '', area.code].map((text) => text.toLocaleLowerCase())
    if (!texts.some((text) => text.includes(sought))) return []
    return [{ area, first: texts.some((text) => text.startsWith(sought)) ? 0 : 1 }]
  })
  return ranked
    .toSorted((a, b) => a.first - b.first)
    .slice(0, most)
    .map(({ area }) => area)
}
