import type { Pin } from './contract.ts'

/** What is kept of a pin. */
export type KeptPin = {
  pin: Pick<Pin, 'area' | 'layers'> | null
  pinnedBy: string | null
  pinnedAt: Date | null
  pinnedUntil: Date | null
}

/** The pin that holds at a moment (ms): not over, and of an area that the display sees. */
export function pinNow(
  { pin, pinnedBy, pinnedAt, pinnedUntil }: KeptPin,
  sees: (area: string) => boolean,
  now: number,
): Pin | null {
  if (pin === null || pinnedBy === null || pinnedAt === null || !sees(pin.area)) return null
  if (pinnedUntil !== null && pinnedUntil.getTime() <= now) return null
  return { ...pin, by: pinnedBy, at: pinnedAt.toISOString(), until: pinnedUntil?.toISOString() ?? null }
}
