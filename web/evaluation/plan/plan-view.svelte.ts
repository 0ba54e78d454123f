import { createContext } from 'svelte'
import { MILESTONE_KINDS, type MilestoneKind } from '../../../server/domain/plan/milestone.ts'

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

/** What of the plan is looked at, in the address. */
export class PlanView {
  seen = $state.raw<Seen>(read(location.search))

  /** Looks at something else, as a step that one can go back from. */
  go(change: Partial<Seen>): void {
    this.seen = { ...this.seen, ...change }
    const { look, area, overdueOnly, kind, milestone } = this.seen
    // What else the address says (the language) stays.
    const query = new URLSearchParams(location.search)
    for (const name of ['view', 'area', 'only', 'kind', 'milestone']) query.delete(name)
    if (look === 'map') query.set('view', look)
    if (area !== null) query.set('area', area)
    if (overdueOnly) query.set('only', 'overdue')
    if (kind !== null) query.set('kind', kind)
    if (milestone !== null) query.set('milestone', String(milestone))
    const text = query.toString()
    history.pushState(null, '', text === '' ? location.pathname : `${location.pathname}?${text}`)
  }

  /** Follows the person going back and forward; returns what ends it. */
  follow(): () => void {
    const again = () => (this.seen = read(location.search))
    addEventListener('popstate', again)
    return () => removeEventListener('popstate', again)
  }
}

export const [usePlanView, providePlanView] = createContext<PlanView>()
