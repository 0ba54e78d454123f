import { createHash } from 'node:crypto'

/** The hash before the first event. */
export const GENESIS = '0'.repeat(64)

/** What an event tells. `at` in milliseconds since 1970; `data` is a flat object. */
export type EventContent = {
  seq: number
  /** Null: about no single incident, as an export. */
  incidentId: number | null
  version: number
  action: string
  from: string | null
  to: string | null
  actor: string
  actorRole: string
  at: number
  note: string | null
  data: Readonly<Record<string, unknown>>
}

/**
 * SHA-256, in hexadecimal, over the hash before and the content as JSON: a list in the order below, the keys of `data`
 * sorted. Whoever has the rows can reckon the same with any tool.
 */
export function hashEvent(previous: string, event: EventContent): string {
  const { seq, incidentId, version, action, from, to, actor, actorRole, at, note, data } = event
  const sorted = Object.entries(data).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const text = JSON.stringify([
    previous,
    seq,
    incidentId,
    version,
    action,
    from,
    to,
    actor,
    actorRole,
    new Date(at).toISOString(),
    note,
    sorted,
  ])
  return createHash('sha256').update(text).digest('hex')
}
