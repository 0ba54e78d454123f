import type { Display } from '../../server/contract.ts'

/** A display asks for its plan every four minutes: without two of them something is wrong. */
const SILENT_MS = 10 * 60_000

/** A screen takes its first plan seconds after it was paired. */
const BEGIN_MS = 60_000

export type Presence = 'online' | 'waiting' | 'silent'

/** Whether a display shows something at a moment (ms by the server's clock). */
export function presenceOf(
  { seenAt, pairedAt }: Pick<Display, 'seenAt' | 'pairedAt'>,
  now: number,
): Presence {
  if (seenAt !== null) return now - Date.parse(seenAt) > SILENT_MS ? 'silent' : 'online'
  return now - Date.parse(pairedAt) > BEGIN_MS ? 'silent' : 'waiting'
}
