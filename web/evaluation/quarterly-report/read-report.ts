import type {
  Area,
  AreaDetail,
  CoverageReport,
  Findings,
  KeptStaffing,
  Notice,
  QuarterItem,
  Scorecards,
  Summary,
  Totals,
} from '../../../server/contract.ts'
import type { CardLevel } from '../../../server/domain/evaluation/indicators.ts'
import { levelBelow } from '../../../server/domain/level.ts'
import { getJson, withQuery } from '../../api.ts'
import { comparedWindows, type ComparedWindows, type Stretch } from './compared-windows.ts'

/** What the report is made from. `before` and `yearAgo` are null where nothing was kept then. */
export type ReportData = {
  quarter: QuarterItem
  area: Area
  windows: ComparedWindows
  whole: { now: Summary; before: Summary | null; yearAgo: Summary | null }
  /** Of the areas inside. */
  parts: { code: string; now: Summary; before: Summary | null }[]
  totals: { now: Totals | null; before: Totals | null; yearAgo: Totals | null }
  cards: Scorecards
  cardsBefore: Scorecards | null
  coverage: CoverageReport
  /** What was kept when the quarter was closed; null: it is not closed, and its staffing is that of now. */
  staffing: KeptStaffing | null
  /** What is wanting now; null: not for the viewer to see, or of a quarter that is closed. */
  findings: Findings | null
  /** Those by which somebody was commended for the quarter. */
  notices: Notice[]
  outline: AreaDetail
  shapes: AreaDetail[]
}

export type Asked = {
  quarter: QuarterItem
  quarters: readonly QuarterItem[]
  area: Area
  /** Since when incidents are kept, milliseconds since 1970. */
  since: number
  now: number
  timeZone: string
  seesStaff: boolean
}

/** Reads all that the report needs, from what other screens read too. */
export async function readReport(asked: Asked, signal: AbortSignal): Promise<ReportData> {
  const { quarter, area, since } = asked
  const windows = comparedWindows(
    { from: Date.parse(quarter.from), to: Date.parse(quarter.to) },
    asked.now,
    asked.timeZone,
  )
  const partsLevel = (levelBelow(area.level) ?? 'grid') as CardLevel
  const ownLevel = area.level === 'county' ? 'township' : area.level
  const summary = ({ from, to }: Stretch, code: string) =>
    getJson<Summary>(withQuery('/api/summary', { area: code, from: at(from), to: at(to) }), signal)
  /** Nothing was kept yet: no comparison rather than one with half a quarter. */
  const kept = (stretch: Stretch, code: string) =>
    stretch.from >= since ? summary(stretch, code) : Promise.resolve(null)
  const scorecards = (name: string, level: CardLevel) =>
    asked.quarters.some((one) => one.quarter === name)
      ? getJson<Scorecards>(
          withQuery('/api/evaluation/scorecards', { quarter: name, level, area: area.code }),
          signal,
        )
      : Promise.resolve(null)
  const cards = (await scorecards(quarter.quarter, partsLevel))!
  const shape = (code: string) =>
    getJson<AreaDetail>(withQuery(`/api/areas/${code}`, { release: cards.release || null }), signal)
  const codes = cards.items.map(({ code }) => code)
  const [cardsBefore, own, ownBefore, ownYearAgo, whole, wholeBefore, wholeYearAgo] = await Promise.all([
    scorecards(windows.names.before, partsLevel),
    scorecards(quarter.quarter, ownLevel),
    scorecards(windows.names.before, ownLevel),
    scorecards(windows.names.yearAgo, ownLevel),
    summary(windows.now, area.code),
    kept(windows.before, area.code),
    kept(windows.yearAgo, area.code),
  ])
  const isClosed = quarter.state === 'closed'
  const [parts, coverage, staffing, findings, roll, outline, shapes] = await Promise.all([
    Promise.all(
      codes.map(async (code) => ({
        code,
        now: await summary(windows.now, code),
        before: await kept(windows.before, code),
      })),
    ),
    getJson<CoverageReport>(
      withQuery('/api/coverage', {
        area: area.code,
        level: partsLevel,
        from: at(windows.now.from),
        to: at(windows.now.to),
      }),
      signal,
    ),
    isClosed
      ? getJson<KeptStaffing>(
          withQuery(`/api/evaluation/quarters/${quarter.quarter}/staffing`, { area: area.code }),
          signal,
        )
      : null,
    asked.seesStaff && !isClosed
      ? getJson<Findings>(withQuery('/api/operators/findings', { area: area.code }), signal)
      : null,
    getJson<{ items: Notice[] }>('/api/commendations/notices', signal),
    shape(area.code),
    Promise.all(codes.map(shape)),
  ])
  return {
    quarter,
    area,
    windows,
    whole: { now: whole, before: wholeBefore, yearAgo: wholeYearAgo },
    parts,
    totals: {
      now: totalsOf(own, area),
      before: totalsOf(ownBefore, area),
      yearAgo: totalsOf(ownYearAgo, area),
    },
    cards,
    cardsBefore,
    coverage,
    staffing,
    findings,
    notices: roll.items.filter((notice) => notice.quarter === quarter.quarter),
    outline,
    shapes,
  }
}

function at(ms: number): string {
  return new Date(ms).toISOString()
}

function totalsOf(cards: Scorecards | null, area: Area): Totals | null {
  if (cards === null) return null
  if (area.level === 'county') return cards.county
  return cards.items.find(({ code }) => code === area.code) ?? null
}
