import { createContext } from 'svelte'
import { MILESTONE_KINDS, type MilestoneKind } from '../../../server/domain/plan/milestone.ts'
import { AddressView } from '../../state/address-view.svelte.ts'

export type PlanLook = 'bars' | 'map'
type Seen = {
  look: PlanLook
  /** One township's code; null: all. */
  area: string | null
  overdueOnly: boolean
  /** What the map is about; null: all kinds. */
  kind: MilestoneKind | null
  /** The milestone that is open. */
  milestone: number | null
}

function read(search: string): Seen {
  const query = new URLSearchParams(search)
  const kind = query.get('kind')
  const id = query.get('milestone') ?? ''
  return {
    look: query.get('view') === 'map' ? 'map' : 'bars',
    area: query.get('area'),
    overdueOnly: query.get('only') === 'overdue',
    kind: MILESTONE_KINDS.find((name) => name === kind) ?? null,
    milestone: /^[1-9]\d{0,8}$/.test(id) ? Number(id) : null,
  }
}

function write({ look, area, overdueOnly, kind, milestone }: Seen, search: string): string {
  const query = new URLSearchParams(search)
  for (const name of ['view', 'area', 'only', 'kind', 'milestone']) query.delete(name)
  if (look === 'map') query.set('view', look)
  if (area !== null) query.set('area', area)
  if (overdueOnly) query.set('only', 'overdue')
  if (kind !== null) query.set('kind', kind)
  if (milestone !== null) query.set('milestone', String(milestone))
  return query.toString()
}

/** What of the plan is looked at, in the address. */
export class PlanView extends AddressView<Seen> {
  constructor() {
    super({ read, write })
  }
}

export const [usePlanView, providePlanView] = createContext<PlanView>()
