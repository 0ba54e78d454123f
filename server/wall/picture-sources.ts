import type { Db } from '../db/connect.ts'
import type { Snapshot } from '../incidents/column-cache.ts'
import type { Visits } from '../patrols/visits/visit-cache.ts'
import type { NearestNoter, WallStaff } from './staff.ts'

/** What a picture is reckoned from. `now`: milliseconds since 1970; `offsetMs`: local time minus UTC at an instant. */
export type PictureSources = {
  db: Db
  snapshot: Snapshot
  visits: Visits
  staff: WallStaff
  /** The number of the last event that is in the snapshot. */
  seq: number
  now: number
  offsetMs: (ms: number) => number
  noteNearest: NearestNoter
}
