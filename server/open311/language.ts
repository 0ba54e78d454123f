import type { Language } from '../domain/incident-words.ts'
import { Open311Error } from './open311-error.ts'

/**
 * The language of names and notes: of the parameter `lang` (zh, en, or longer like zh-CN); without it the one of the two that
 * Accept-Language likes best; without that Chinese, which the county speaks. Throws where `lang` is none of the two.
 */
export function languageOf(lang: string | null, accepted: string | undefined): Language {
  if (lang !== null) {
    const known = languageIn(lang)
    if (known) return known
    throw new Open311Error(400, `lang must be zh or en, but it is "${lang.slice(0, 40)}".`)
  }
  const wishes = (accepted ?? '').split(',').flatMap((wish, place) => {
    const [tag = '', ...more] = wish.split(';')
    const quality = more.map((part) => /^\s*q=([\d.]+)\s*$/.exec(part)?.[1]).find((q) => q !== undefined)
    const language = languageIn(tag.trim())
    return language ? [{ language, weight: quality === undefined ? 1 : Number(quality), place }] : []
  })
  const [best] = wishes
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight || a.place - b.place)
  return best?.language ?? 'zh'
}

function languageIn(tag: string): Language | null {
  const main = tag.toLowerCase().split(/[-_]/)[0]
  return main === 'zh' || main === 'en' ? main : null
}
