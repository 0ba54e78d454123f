import { createContext } from 'svelte'
import { reportEn } from '../../messages/report/en.ts'
import { reportZh, type ReportMessages } from '../../messages/report/zh.ts'
import { Formats } from '../../state/formats.ts'
import { readChoice, writeChoice } from '../../state/kept-choice.ts'

const LANGUAGES = ['zh', 'en'] as const
type Language = (typeof LANGUAGES)[number]

/** The language of the public's page, with its own texts alone: those of the staff's screens would be most of what a phone loads. */
export class ReportLocale {
  language = $state<Language>(
    readChoice('lang', LANGUAGES) ?? (navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh'),
  )
  timeZone = $state('Asia/Shanghai')
  readonly text: ReportMessages = $derived(this.language === 'zh' ? reportZh : reportEn)
  readonly formats = $derived(new Formats(this.language, this.timeZone))
  readonly tag = $derived(this.language === 'zh' ? 'zh-CN' : 'en-GB')

  toggle(): void {
    this.language = this.language === 'zh' ? 'en' : 'zh'
    writeChoice('lang', this.language)
  }

  /** The name in this language; what has no English one keeps its own. */
  nameOf(thing: { name: string; nameEn: string | null }): string {
    return this.language === 'en' ? (thing.nameEn ?? thing.name) : thing.name
  }

  /** A day like 2026-11-26, which has no time and so no zone. */
  day(iso: string): string {
    return new Formats(this.language, 'UTC').shortDay(new Date(`${iso}T00:00:00Z`))
  }

  /** Places in each other, outermost first. */
  path(areas: readonly { name: string; nameEn: string | null }[]): string {
    return areas.map((area) => this.nameOf(area)).join(' · ')
  }

  error(code: string): string {
    return this.text.errors[code] ?? this.text.errors['internal']!
  }
}

export const [useReportLocale, provideReportLocale] = createContext<ReportLocale>()
