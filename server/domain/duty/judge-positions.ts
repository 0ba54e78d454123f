import { DUTY_RULES, oldestTaken } from './duty-rules.ts'
import { metresBetween, type Place } from './metres-between.ts'

/** How a position came about, by its number in the database. */
export const SOURCES = ['device', 'tap', 'tracker'] as const
export type PositionSource = (typeof SOURCES)[number]

/** What is held against a position that is kept, by its number in the database; only 'none' is of a visit. */
export const MARKS = ['none', 'jump', 'inaccurate'] as const
export type PositionMark = (typeof MARKS)[number]

/** Why a position is not kept. */
export const REFUSALS = ['future', 'beforeStart', 'afterEnd', 'paused', 'tooOld'] as const
export type PositionRefusal = (typeof REFUSALS)[number]

/** A position as it was sent; times in milliseconds, `at` by the server's clock. `accuracy`: metres, null where not known. */
export type SentPosition = Place & {
  at: number
  deviceAt: number
  accuracy: number | null
  source: PositionSource
}

/** A session as far as positions are concerned. `lastAt`: when it ended, or when it will at the latest. */
export type SessionSpan = { startedAt: number; lastAt: number; pausedAt: number | null }

/** The place that a next one is held against. */
export type KnownPlace = Place & { at: number; accuracy: number | null }

export type Judgement = {
  taken: (SentPosition & { mark: PositionMark })[]
  refused: { index: number; why: PositionRefusal }[]
  /** Positions of a moment of which the batch has one already. */
  repeated: number
}

/**
 * Judges a batch of positions of one session, in the order of their times. `before`: the last good position before the first of
 * them, null where there is none. What comes out does not depend on the order in which they were sent.
 */
export function judgePositions(
  positions: readonly SentPosition[],
  span: SessionSpan,
  before: KnownPlace | null,
  nowMs: number,
): Judgement {
  const judgement: Judgement = { taken: [], refused: [], repeated: 0 }
  let known = before
  let lastAt: number | null = null
  const ordered = positions.map((position, index) => ({ position, index }))
  ordered.sort((a, b) => a.position.at - b.position.at || a.index - b.index)
  for (const { position, index } of ordered) {
    const why = refusalOf(position, span, nowMs)
    if (why !== null) {
      judgement.refused.push({ index, why })
      continue
    }
    if (position.at === lastAt) {
      judgement.repeated += 1
      continue
    }
    lastAt = position.at
    const mark = markOf(position, known)
    judgement.taken.push({ ...position, mark })
    // A tap says where somebody says they are: it is held against what was measured, and nothing is held against it.
    if (mark === 'none' && position.source !== 'tap') known = position
  }
  judgement.refused.sort((a, b) => a.index - b.index)
  return judgement
}

function refusalOf({ at }: SentPosition, span: SessionSpan, nowMs: number): PositionRefusal | null {
  if (at > nowMs + DUTY_RULES.slackMs) return 'future'
  if (at < oldestTaken(nowMs)) return 'tooOld'
  if (at < span.startedAt) return 'beforeStart'
  if (at > span.lastAt) return 'afterEnd'
  if (span.pausedAt !== null && at >= span.pausedAt) return 'paused'
  return null
}

function markOf(position: SentPosition, known: KnownPlace | null): PositionMark {
  if (position.accuracy !== null && position.accuracy > DUTY_RULES.worstAccuracyMetres) return 'inaccurate'
  if (known === null) return 'none'
  // Two places that are not exact may lie that much nearer to each other.
  const apart = metresBetween(known, position) - (known.accuracy ?? 0) - (position.accuracy ?? 0)
  const seconds = (position.at - known.at) / 1000
  return apart > (DUTY_RULES.mostKmh / 3.6) * seconds ? 'jump' : 'none'
}
