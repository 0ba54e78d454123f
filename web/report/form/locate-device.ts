import type { DraftPlace } from '../send/draft.ts'

/** Longer nobody waits; indoors a rough position comes at once. */
const LONGEST_MS = 15_000

/** Where the device is, once; null where it does not know or its owner refuses. Kept nowhere but in the draft. */
export function locateDevice(): Promise<DraftPlace | null> {
  return new Promise((done) => {
    if (!('geolocation' in navigator)) return done(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) =>
        done({ lon: Number(longitude.toFixed(7)), lat: Number(latitude.toFixed(7)), accuracy }),
      () => done(null),
      { enableHighAccuracy: true, timeout: LONGEST_MS, maximumAge: 60_000 },
    )
  })
}
