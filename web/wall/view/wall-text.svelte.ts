import { createContext } from 'svelte'
import type { Area } from '../../../server/contract.ts'
import { en } from '../../messages/en.ts'
import { zh, type Messages } from '../../messages/zh.ts'
import { Formats } from '../../state/formats.ts'
import type { Language } from '../../state/locale.svelte.ts'
import { shortName } from './short-name.ts'

/** One language that the wall speaks, with its texts and its way to write numbers. */
export type Voice = {
  language: Language
  tag: 'zh-CN' | 'en-GB'
  messages: Messages
  text: Messages['wall']
  formats: Formats
  /** The name in this language; places without an English one keep their own. */
  nameOf: (thing: { name: string; nameEn: string | null }) => string
  /** The same where there is little room. */
  shortOf: (area: Area) => string
}

function voice(language: Language, timeZone: string): Voice {
  const messages = language === 'zh' ? zh : en
  return {
    language,
    tag: language === 'zh' ? 'zh-CN' : 'en-GB',
    messages,
    text: messages.wall,
    formats: new Formats(language, timeZone),
    nameOf: ({ name, nameEn }) => (language === 'en' ? (nameEn ?? name) : name),
    shortOf: (area) => shortName(area, language),
  }
}

/** The languages of a wall: one, or Chinese and then English. Not those of whoever looks at it. */
export class WallText {
  readonly #context: () => { languages: readonly Language[]; timeZone: string }

  constructor(context: () => { languages: readonly Language[]; timeZone: string }) {
    this.#context = context
  }

  readonly voices = $derived.by((): readonly Voice[] => {
    const { languages, timeZone } = this.#context()
    return (languages.length > 0 ? languages : (['zh'] as const)).map((language) => voice(language, timeZone))
  })
  /** The one that stands where there is room for one. */
  readonly first = $derived(this.voices[0]!)
  readonly bilingual = $derived(this.voices.length > 1)
}

export const [useWallText, provideWallText] = createContext<WallText>()
