import type { Level } from '../../server/domain/level.ts'

/** What is known of an area by those who name it. */
export type Named = { level: Level; name: string; nameEn: string | null }

/** What an area is called where there is little room: by its name, a grid by the last three digits of its code. */
export function shortNames(code: string, area: Named | undefined): { zh: string; en: string } {
  if (area && area.level !== 'grid') return { zh: area.name, en: area.nameEn ?? area.name }
  // The end of a code that was not made of digits would name many: "-1" is the first of every area.
  const short = /^\d+$/.test(code.slice(-3)) ? code.slice(-3) : code
  return { zh: short, en: short }
}

/** As in a list of choices: the code, and the name before it where the code alone says little. */
export function namedCode(code: string, area: Named | undefined, language: 'zh' | 'en'): string {
  return area && area.level !== 'grid' ? `${shortNames(code, area)[language]} · ${code}` : code
}
