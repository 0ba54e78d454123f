import { createContext } from 'svelte'
import type { CoverageTrend, Gaps, OnDuty, Presence, Reach, Replay } from '../../../server/contract.ts'
import { Asked } from './asked.svelte.ts'
import { Suggestions } from './suggestions.svelte.ts'

/** What is known of visits beside the figures, each read only while somebody looks at it. */
export class CareData {
  readonly gaps = new Asked<Gaps>()
  readonly worst = new Asked<Gaps>()
  readonly trend = new Asked<CoverageTrend>()
  readonly presence = new Asked<Presence>()
  readonly duty = new Asked<OnDuty>()
  readonly reach = new Asked<Reach>()
  readonly replay = new Asked<Replay>()
  readonly suggestions = new Suggestions()

  stop(): void {
    for (const asked of [
      this.gaps,
      this.worst,
      this.trend,
      this.presence,
      this.duty,
      this.reach,
      this.replay,
    ])
      asked.stop()
    this.suggestions.stop()
  }
}

export const [useCareData, provideCareData] = createContext<CareData>()
