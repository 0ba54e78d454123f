import type { ParticipationReport } from '../../../../server/contract.ts'
import { incidentsPerThousandHouseholds, rate } from '../../../../server/domain/indicators.ts'
import type { SurveyMessages } from '../../../messages/surveys/zh.ts'
import type { Formats } from '../../../state/formats.ts'
import { writeChange } from '../../scorecards/figure-text.ts'

type Row = ParticipationReport['rows'][number]
type Spans = Row['now']

/**
 * A figure in words, with its change against the quarter before; null where there is nothing to compare. Where there is no figure,
 * `value` says why and `isMissing` is true.
 */
export type Cell = { value: string; note: string; change: string | null; isMissing?: true }

const missing = (why: string): Cell => ({ value: why, note: '', change: null, isMissing: true })

export const COLUMNS = ['reports', 'perThousand', 'inTime', 'satisfied', 'volunteers', 'meetings'] as const
export type Column = (typeof COLUMNS)[number]

/** `compares`: the quarter is over, so that counts can be put beside those of the one before. */
export function cellOf(
  row: Row,
  column: Column,
  { messages, formats, compares }: { messages: SurveyMessages; formats: Formats; compares: boolean },
): Cell {
  const { number, tenths, decimal } = formats
  switch (column) {
    case 'reports':
    case 'volunteers':
    case 'meetings': {
      // Where nobody entered anything, nothing is not none.
      if (column !== 'reports' && row.now.villageMonths === 0)
        return missing(messages.participation.missing.counts)
      const isKnown = column === 'reports' || row.before.villageMonths > 0
      const change = row.now[column] - row.before[column]
      return {
        value: number(row.now[column]),
        note: '',
        change: compares && isKnown ? writeChange(change, number) : null,
      }
    }
    case 'perThousand': {
      const of = ({ reports }: Spans) => incidentsPerThousandHouseholds(reports, row.households).value
      const [now, before] = [of(row.now), of(row.before)]
      if (now === null) return missing(messages.participation.missing.households)
      return {
        value: decimal(now),
        note: '',
        change: compares && before !== null ? writeChange(now - before, decimal) : null,
      }
    }
    case 'inTime':
    case 'satisfied': {
      const of = (spans: Spans) => rate(spans[column].numerator, spans[column].denominator)
      const [now, before] = [of(row.now), of(row.before)]
      const counts = messages.few(number(now.numerator), number(now.denominator))
      if (now.share === null)
        return missing(messages.participation.missing[column === 'inTime' ? 'due' : 'ratings'])
      if (now.few) return { value: counts, note: '', change: null }
      return {
        value: tenths(now.share),
        note: counts,
        change: before.few ? null : writeChange((now.share - before.share!) * 100, decimal),
      }
    }
  }
}
