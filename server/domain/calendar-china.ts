/** First and last day of a stretch, as YYYY-MM-DD. */
type DateRange = readonly [first: string, last: string]

export type HolidayYear = {
  /** Days off, weekends within a holiday included. */
  holidays: readonly DateRange[]
  /** Saturdays and Sundays that are worked in exchange (调休上班). */
  makeUpDays: readonly string[]
}

/**
 * Public holidays of China, from the yearly notice of the State Council's General Office on holiday arrangements:
 * 2024: 国办发明电〔2023〕7号; 2025: 国办发明电〔2024〕12号; 2026: the notice of 4 November 2025.
 * A year that is not here has its weekends only: the next notice is added as another entry each November.
 */
export const CHINA_HOLIDAYS: Readonly<Record<string, HolidayYear>> = {
  2024: {
    holidays: [
      ['2024-01-01', '2024-01-01'], // 元旦 New Year
      ['2024-02-10', '2024-02-17'], // 春节 Spring Festival
      ['2024-04-04', '2024-04-06'], // 清明节 Tomb Sweeping
      ['2024-05-01', '2024-05-05'], // 劳动节 Labour Day
      ['2024-06-10', '2024-06-10'], // 端午节 Dragon Boat
      ['2024-09-15', '2024-09-17'], // 中秋节 Mid-Autumn
      ['2024-10-01', '2024-10-07'], // 国庆节 National Day
    ],
    makeUpDays: [
      '2024-02-04',
      '2024-02-18',
      '2024-04-07',
      '2024-04-28',
      '2024-05-11',
      '2024-09-14',
      '2024-09-29',
      '2024-10-12',
    ],
  },
  2025: {
    holidays: [
      ['2025-01-01', '2025-01-01'],
      ['2025-01-28', '2025-02-04'],
      ['2025-04-04', '2025-04-06'],
      ['2025-05-01', '2025-05-05'],
      ['2025-05-31', '2025-06-02'],
      ['2025-10-01', '2025-10-08'], // National Day and Mid-Autumn together
    ],
    makeUpDays: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  2026: {
    holidays: [
      ['2026-01-01', '2026-01-03'],
      ['2026-02-15', '2026-02-23'],
      ['2026-04-04', '2026-04-06'],
      ['2026-05-01', '2026-05-05'],
      ['2026-06-19', '2026-06-21'],
      ['2026-09-25', '2026-09-27'],
      ['2026-10-01', '2026-10-07'],
    ],
    makeUpDays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
}
