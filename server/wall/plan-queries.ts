import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { KeptPin } from '../displays/pin-now.ts'
import type { Scene } from '../domain/wall/scene.ts'

/** What is kept of a display for its plan; `scenes`: null without a tour of its own. */
export type PlanRow = KeptPin & {
  language: 'zh' | 'en' | 'both'
  theme: 'dark' | 'light'
  sound: boolean
  scenes: Scene[] | null
}

export async function readPlanRow(db: Db, displayId: number): Promise<PlanRow | null> {
  const { rows } = await sql<PlanRow>`
    select language, theme, sound, tour.scenes, pin, pinned_by as "pinnedBy", pinned_at as "pinnedAt",
      pinned_until as "pinnedUntil"
    from display left join tour on tour.id = display.tour_id
    where display.id = ${displayId}::int`.execute(db)
  return rows[0] ?? null
}
