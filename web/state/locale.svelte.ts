import { createContext } from 'svelte'
import { en } from '../messages/en.ts'
import { zh, type Messages } from '../messages/zh.ts'
import { readChoice, writeChoice } from './kept-choice.ts'
import { Formats } from './formats.ts'

const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** The language of the screen: texts, numbers and dates. Chinese unless the browser or the person says otherwise. */
export class Locale {
  language = $state<Language>(readChoice('lang', LANGUAGES) ?? browserLanguage())
  timeZone = $state('Asia/Shanghai')
  readonly messages: Messages = $derived(this.language === 'zh' ? zh : en)
  readonly formats = $derived(new Formats(this.language, this.timeZone))
  readonly tag = $derived(this.language === 'zh' ? 'zh-CN' : 'en-GB')

  toggle(): void {
    this.language = this.language === 'zh' ? 'en' : 'zh'
    writeChoice('lang', this.language)
  }

  /** The name in this language; places without an English one keep their own. */
  nameOf(thing: { name: string; nameEn: string | null }): string {
    return this.language === 'en' ? (thing.nameEn ?? thing.name) : thing.name
  }
}

function browserLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh'
}

export const [useLocale, provideLocale] = createContext<Locale>()
