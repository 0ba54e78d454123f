import { createHash } from 'node:crypto'
import type { CardLevel } from '../../domain/evaluation/indicators.ts'
import type { Scheme } from '../../domain/evaluation/scheme.ts'
import type { Closing } from '../figure-schema.ts'
import type { ScoredLevel } from '../score-level.ts'
import type { Staffing } from './staffing.ts'

/** An incident behind frozen figures: `counts` as counts-text.ts writes them; `area`, `unit`: codes of where it counted. */
export type FrozenIncident = {
  id: number
  number: string
  area: string | null
  unit: string | null
  counts: string
}

/** All that is frozen of a quarter. `staffing`: null of one that was closed before it was kept. */
export type QuarterRecord = {
  closing: Omit<Closing, 'hash'>
  from: string
  to: string
  scheme: Scheme
  levels: Record<CardLevel, ScoredLevel>
  incidents: readonly FrozenIncident[]
  staffing: readonly Staffing[] | null
}

/**
 * A quarter as one text: JSON without spaces, the keys of every object in the order of their characters, numbers as JavaScript
 * writes them; incidents in the order of their ids, cards of a level and staffing in that of their codes. The form 1 is of quarters that
 * were closed before staffing was kept.
 */
export function proofText({ closing, from, to, scheme, levels, incidents, staffing }: QuarterRecord): string {
  const sorted = Object.entries(levels).map(([level, scored]) => [
    level,
    { ...scored, cards: scored.cards.toSorted((a, b) => (a.code < b.code ? -1 : 1)) },
  ])
  return canonical({
    form: staffing === null ? 'wangge-quarter-1' : 'wangge-quarter-2',
    ...closing,
    from,
    to,
    scheme,
    levels: Object.fromEntries(sorted),
    incidents: incidents.toSorted((a, b) => a.id - b.id),
    ...(staffing && { staffing: staffing.toSorted((a, b) => (a.code < b.code ? -1 : 1)) }),
  })
}

/** SHA-256 of a text in UTF-8, in hexadecimal. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join()}}`
}
