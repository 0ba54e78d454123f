import { FEWEST_FOR_A_RATE } from '../../../server/domain/indicators.ts'
import type { WallPicture } from '../../../server/contract.ts'
import type { GlyphName } from '../../ui/glyph-name.ts'
import type { Voice } from './wall-text.svelte.ts'

type Say = (voice: Voice) => string

/** A leading figure: what it is, how much, and how that differs from what it is held against. */
export type FigureItem = {
  key: 'reported' | 'open' | 'overdue' | 'onTime' | 'staffed' | 'onDuty'
  label: Say
  glyph: GlyphName | null
  value: Say
  /** Written smaller after the value. */
  of: Say | null
  /** The change: its sign says where the arrow points; null: none is known. */
  change: { amount: number; text: Say; good: 'up' | 'down' | 'neutral' } | null
  note: Say
}

type Figures = WallPicture['figures']
type Share = { numerator: number; denominator: number }

const rateOf = ({ numerator, denominator }: Share): number | null =>
  denominator < FEWEST_FOR_A_RATE ? null : numerator / denominator
const signed = (voice: Voice, amount: number): string =>
  `${amount < 0 ? '−' : amount === 0 ? '±' : '+'}${voice.formats.compact(Math.abs(amount))}`

/** A rate with its numbers; few of them are a count, none are none. */
function shareText(share: Share): Say {
  const rate = rateOf(share)
  const parts = ({ formats }: Voice) =>
    `${formats.compact(share.numerator)}/${formats.compact(share.denominator)}`
  if (share.denominator === 0) return () => '—'
  return (voice) => (rate === null ? parts(voice) : voice.formats.percent(rate))
}

function reported({ reportedToday, reportedUsually }: Figures): FigureItem {
  const usual = reportedUsually === null ? null : Math.round(reportedUsually)
  return {
    key: 'reported',
    label: ({ text }) => text.figures.reported,
    glyph: null,
    value: ({ formats }) => formats.compact(reportedToday),
    of: null,
    change:
      usual === null
        ? null
        : {
            amount: reportedToday - usual,
            text: (voice) => signed(voice, reportedToday - usual),
            good: 'neutral',
          },
    note: ({ text, formats }) => (usual === null ? text.noUsual : text.usualByNow(formats.compact(usual))),
  }
}

function onTime({ onTime: now }: Figures): FigureItem {
  const { before } = now
  const [rate, rateBefore] = [rateOf(now), rateOf(before)]
  const points = rate === null || rateBefore === null ? null : Math.round(1000 * (rate - rateBefore)) / 10
  return {
    key: 'onTime',
    label: ({ text }) => (rate === null ? text.figures.onTimeFew : text.figures.onTime),
    glyph: null,
    value: shareText(now),
    of:
      rate === null
        ? null
        : ({ formats }) => `${formats.compact(now.numerator)}/${formats.compact(now.denominator)}`,
    change:
      points === null
        ? null
        : {
            amount: points,
            text: ({ formats }) => `${points < 0 ? '−' : '+'}${formats.decimal(Math.abs(points))}`,
            good: 'up',
          },
    note: (voice) =>
      now.denominator === 0 ? voice.text.nothingDue : voice.text.lastQuarter(shareText(before)(voice)),
  }
}

/** The leading figures of a picture, in their order; `paused` operators are among those on duty. */
export function figureItems(figures: Figures, paused: number): FigureItem[] {
  const { open, reportedToday, endedToday, overdue, overdueToday, grids, staffedGrids, staffedBefore } =
    figures
  return [
    reported(figures),
    {
      key: 'open',
      label: ({ text }) => text.figures.open,
      glyph: null,
      value: ({ formats }) => formats.compact(open),
      of: null,
      change: {
        amount: reportedToday - endedToday,
        text: (voice) => signed(voice, reportedToday - endedToday),
        good: 'neutral',
      },
      note: ({ text, formats }) =>
        text.openedEnded(formats.compact(reportedToday), formats.compact(endedToday)),
    },
    {
      key: 'overdue',
      label: ({ text }) => text.figures.overdue,
      glyph: 'overdue',
      value: ({ formats }) => formats.compact(overdue),
      of: null,
      change: null,
      note: ({ text, formats }) => text.overdueToday(formats.compact(overdueToday)),
    },
    onTime(figures),
    {
      key: 'staffed',
      label: ({ text }) => text.figures.staffed,
      glyph: null,
      value: ({ formats }) => formats.compact(staffedGrids),
      of: ({ formats }) => `/${formats.compact(grids)}`,
      change: {
        amount: staffedGrids - staffedBefore,
        text: (voice) => signed(voice, staffedGrids - staffedBefore),
        good: 'up',
      },
      note: ({ text, formats }) => text.before30Days(formats.compact(staffedBefore)),
    },
    {
      key: 'onDuty',
      label: ({ text }) => text.figures.onDuty,
      glyph: null,
      value: ({ formats }) => formats.compact(figures.onDuty),
      of: ({ formats }) => `/${formats.compact(figures.operators)}`,
      change: null,
      note: ({ text, formats }) =>
        paused > 0
          ? text.paused(formats.compact(paused))
          : text.allOperators(formats.compact(figures.operators)),
    },
  ]
}
