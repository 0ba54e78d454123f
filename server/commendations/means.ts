import type { Viewer } from '../accounts/viewer.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import type { OutcomeSources } from './sources.ts'

/** What the work on commendations is done with. `offsetMs`: local time minus UTC at an instant. */
export type Means = {
  db: Db
  areas: AreaCache
  offsetMs: (ms: number) => number
  sources: OutcomeSources
}

/** Who asks, and the areas of now. */
export type Who = { viewer: Viewer; areas: AreaIndex }
