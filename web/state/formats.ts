/** A thin space between a figure and its unit. */
const THIN = '\u2009'

/** Numbers and times as a language writes them, in the county's time zone. */
export class Formats {
  readonly #tag: string
  readonly #timeZone: string
  readonly #number: Intl.NumberFormat
  readonly #compact: Intl.NumberFormat
  readonly #percent: Intl.NumberFormat
  readonly #tenths: Intl.NumberFormat
  readonly #decimal: Intl.NumberFormat

  constructor(language: 'zh' | 'en', timeZone: string) {
    this.#tag = language === 'zh' ? 'zh-CN' : 'en-GB'
    this.#timeZone = timeZone
    this.#number = new Intl.NumberFormat(this.#tag)
    this.#compact = new Intl.NumberFormat(this.#tag, { notation: 'compact', maximumFractionDigits: 1 })
    this.#percent = new Intl.NumberFormat(this.#tag, { style: 'percent', maximumFractionDigits: 1 })
    this.#tenths = new Intl.NumberFormat(this.#tag, {
      style: 'percent',
      maximumFractionDigits: 1,
      minimumFractionDigits: 1,
    })
    this.#decimal = new Intl.NumberFormat(this.#tag, { maximumFractionDigits: 1, minimumFractionDigits: 1 })
  }

  /** 1,234 */
  number = (value: number): string => this.#number.format(value)

  /** 1,234 up to ten thousand, then 1.2万 or 12.3K. */
  compact = (value: number): string =>
    Math.abs(value) < 10_000 ? this.#number.format(value) : this.#compact.format(value)

  /** One decimal: 12.3 */
  decimal = (value: number): string => this.#decimal.format(value)

  /** At most one decimal: 12 or 12.3 */
  short = (value: number): string => this.#decimalOf(value, 1)

  /** A share from 0 to 1 as 93.1% */
  percent = (share: number): string => this.#percent.format(share)

  /** A share with its tenth even where that is 0, for what stands in a column or an interval: 2.0% */
  tenths = (share: number): string => this.#tenths.format(share)

  /** 12.3 km² */
  squareKilometres = (squareMetres: number): string => {
    const value = squareMetres / 1e6
    return `${value < 10 ? this.#decimalOf(value, 2) : this.#decimalOf(value, 1)}${THIN}km²`
  }

  /** 512 KB, 3.1 MB: thousands of thousands, as disks are sold. */
  bytes = (value: number): string =>
    value < 1e6
      ? `${this.#decimalOf(value / 1e3, 0)}${THIN}KB`
      : `${this.#decimalOf(value / 1e6, 1)}${THIN}MB`

  /** A day with its year. */
  day = (at: number | Date): string => this.#format(at, { year: 'numeric', month: 'short', day: 'numeric' })

  /** A day without its year. */
  shortDay = (at: number | Date): string => this.#format(at, { month: 'short', day: 'numeric' })

  /** A day and the minute. */
  dateTime = (at: number | Date): string =>
    this.#format(at, {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })

  /** A day without its year, and the minute. */
  shortDateTime = (at: number | Date): string =>
    this.#format(at, {
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })

  /** How to write the ends of a window: with the year unless both are in the present one. */
  instantsOf = (from: number, to: number, now: number): ((at: number) => string) => {
    const year = (at: number) => this.#format(at, { year: 'numeric' })
    return year(from) === year(now) && year(to) === year(now) ? this.shortDateTime : this.dateTime
  }

  /** The time of day with seconds. */
  clock = (at: number | Date): string =>
    this.#format(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })

  /** Any other shape of time, for axes. */
  time = (at: number | Date, options: Intl.DateTimeFormatOptions): string => this.#format(at, options)

  /** Monday to Sunday in one or two characters. */
  weekdays = (): string[] => {
    const format = new Intl.DateTimeFormat(this.#tag, { weekday: 'short', timeZone: 'UTC' })
    // The 5th of January 1970 was a Monday.
    return Array.from({ length: 7 }, (_, i) => format.format(new Date((4 + i) * 86_400_000)))
  }

  #decimalOf(value: number, digits: number): string {
    return new Intl.NumberFormat(this.#tag, { maximumFractionDigits: digits }).format(value)
  }

  #format(at: number | Date, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.#tag, { timeZone: this.#timeZone, ...options }).format(at)
  }
}
