import type { DutySession } from '../../../server/contract.ts'

/** Duty as this phone knows it, all times in milliseconds since 1970 by the server's clock. */
export type LocalSession = {
  id: string
  startedAt: number
  endsAt: number
  pausedAt: number | null
  endedAt: number | null
  endedBy: DutySession['endedBy']
  /** When the phone last recorded anything of it. */
  lastAt: number
}

/** After this long without a record the page does not go on by itself. */
export const SILENCE_MS = 30 * 60_000

export type DutyPhase =
  | 'off'
  /** Positions are recorded. */
  | 'on'
  | 'paused'
  /** It was interrupted for so long that the operator is asked. */
  | 'asks'

/** What is so at a moment. `goesOn`: the operator has been asked, or it was never interrupted. */
export function phaseOf(session: LocalSession | null, now: number, goesOn: boolean): DutyPhase {
  if (session === null || session.endedAt !== null || now >= session.endsAt) return 'off'
  if (!goesOn && now - session.lastAt >= SILENCE_MS) return 'asks'
  return session.pausedAt === null ? 'on' : 'paused'
}

/** The session with its end where the longest time is over: it ended then, whether somebody looked or not. */
export function endedByLimit(session: LocalSession, now: number): LocalSession {
  if (session.endedAt !== null || now < session.endsAt) return session
  return { ...session, endedAt: session.endsAt, endedBy: 'limit', pausedAt: null }
}

/** A session of the server as the phone keeps it. */
export function fromServer(session: DutySession): LocalSession {
  const ms = (iso: string | null) => (iso === null ? null : Date.parse(iso))
  return {
    id: session.id,
    startedAt: Date.parse(session.startedAt),
    endsAt: Date.parse(session.endsAt),
    pausedAt: ms(session.pausedAt),
    endedAt: ms(session.endedAt),
    endedBy: session.endedBy,
    lastAt: Date.parse(session.heardAt),
  }
}

/**
 * What holds after the server has said what it knows. While anything of duty is unsent, the phone knows better; after that the
 * server does: it may have ended duty, or begun one on another device.
 */
export function reconciled(
  local: LocalSession | null,
  server: DutySession | null,
  unsent: boolean,
): LocalSession | null {
  if (unsent || server === null) return local
  const known = fromServer(server)
  if (local?.id === known.id) {
    const { pausedAt, endedAt, endedBy, startedAt, endsAt } = known
    return { ...local, startedAt, endsAt, pausedAt, endedAt, endedBy }
  }
  if (known.endedAt === null) return known
  return local !== null && local.endedAt === null
    ? { ...local, endedAt: known.endedAt, endedBy: 'operator' }
    : local
}
