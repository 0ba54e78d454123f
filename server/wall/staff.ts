import type { careByArea } from '../patrols/care.ts'

type GridStaff = Parameters<typeof careByArea>[1]['staff'][number]

/** Who looks after grids, and who is on duty, as a wall needs to know it. */
export type WallStaff = {
  today: readonly GridStaff[]
  /** The same 30 days ago. */
  before: readonly GridStaff[]
  /** Operators on duty with the ids of the grids that they look after today. */
  onDuty: readonly { name: string; paused: boolean; grids: readonly number[] }[]
  /** Where those are of whom it is known, in degrees: it is measured from, and never shown. */
  placed: readonly { operatorId: number; name: string; lon: number; lat: number }[]
}

/** Asks who is there on a day (YYYY-MM-DD) and 30 days before it. */
export type StaffReader = (moment: { now: number; day: string; dayBefore: string }) => Promise<WallStaff>

/** Writes down that a wall named these operators as the nearest to somewhere: they see it as any look at where they are. */
export type NearestNoter = (
  operatorIds: readonly number[],
  moment: { now: number; day: string },
) => Promise<void>
