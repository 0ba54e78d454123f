import { createContext } from 'svelte'
import type { Milestone, Plan, PlanEvent } from '../../../server/contract.ts'
import { getJson, ifMatch } from '../../api.ts'
import { Doing } from '../../state/doing.svelte.ts'
import { Resource } from '../../state/resource.svelte.ts'

/** What the county says of a milestone. */
export type MilestoneContent = Pick<
  Milestone,
  'label' | 'beginsOn' | 'endsOn' | 'targetPercent' | 'planned'
> & { owner: { account: string | null; unit: string | null } | null }

export type Act = Milestone['may'][number]
export type ActBody = { note?: string; numerator?: number; denominator?: number; days?: number }
export type BeginBody = {
  template: string
  township: string | null
  beginsOn: string
  townships: readonly string[]
  weeksBetween: number
}

/** The promotion plan, the steps of the milestone that is looked at, and what is done with them. */
export class PlanState extends Doing {
  readonly plan = new Resource<Plan>()
  readonly steps = new Resource<PlanEvent[]>()
  #looked: number | null = null

  override async read(): Promise<void> {
    await Promise.all([
      this.plan.load((signal) => getJson<Plan>('/api/plan', signal)),
      this.#looked === null ? null : this.look(this.#looked),
    ])
  }

  /** Reads the steps of a milestone. */
  async look(id: number): Promise<void> {
    if (this.#looked !== id) this.steps.put(null)
    this.#looked = id
    await this.steps.load(
      async (signal) =>
        (await getJson<{ items: PlanEvent[] }>(`/api/plan/milestones/${id}/events`, signal)).items,
    )
  }

  lookAway(): void {
    this.#looked = null
    this.steps.put(null)
  }

  add(area: string, kind: Milestone['kind'], content: MilestoneContent): Promise<boolean> {
    return this.run(() => this.send('POST', '/api/plan/milestones', { area, kind, ...content }))
  }

  change({ id, version }: Milestone, content: MilestoneContent, note: string): Promise<boolean> {
    const body = { ...content, note: note.trim() === '' ? null : note.trim() }
    return this.run(() => this.send('PUT', `/api/plan/milestones/${id}`, body, ifMatch(version)))
  }

  act({ id, version }: Milestone, action: Act, body: ActBody): Promise<boolean> {
    const url = `/api/plan/milestones/${id}/actions`
    return this.run(() => this.send('POST', url, { action, ...body }, ifMatch(version)))
  }

  /** Begins plans; resolves to how many milestones were set, null where it did not come about. */
  async begin(body: BeginBody): Promise<number | null> {
    let count = 0
    const done = await this.run(async () => {
      count = (await this.send<{ ids: number[] }>('POST', '/api/plan', body)).ids.length
    })
    return done ? count : null
  }
}

export const [usePlan, providePlan] = createContext<PlanState>()
