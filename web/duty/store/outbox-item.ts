import type { ReportBody } from '../../../server/contract.ts'
import type { IncidentState } from '../../../server/domain/incident-state.ts'
import type { ActionName } from '../../../server/domain/lifecycle/actions.ts'

/** A place where the operator was. `at` is by the server's clock as it was reckoned then, and never changes again. */
export type SentPosition = {
  at: string
  deviceAt: string
  lon: number
  lat: number
  accuracy: number | null
  source: 'device' | 'tap'
}

export type DutyStep = 'pause' | 'resume' | 'end'

/** What is to be sent. A photo belongs to an incident, or to a report that is not on file yet. */
export type Task =
  | { kind: 'start'; session: string; startedAt: string }
  | { kind: 'step'; session: string; step: DutyStep; at: string }
  | { kind: 'positions'; session: string; positions: SentPosition[] }
  | { kind: 'visit'; session: string; position: SentPosition; grid: string | null }
  | { kind: 'report'; body: ReportBody }
  | { kind: 'photo'; file: string; incident: number | null; report: string | null }
  | { kind: 'action'; incident: number; version: number; action: ActionName; note: string }

export type TaskKind = Task['kind']

/** Why the server did not do it, and how the case stands now where it is about one. */
export type Fault = {
  code: string
  message: string
  now: { version: number; state: IncidentState; possible: boolean; by: string | null } | null
}

/**
 * Something that is not on the server yet. `order` says when it is its turn; `group` names what it belongs to: while one waits
 * for a choice of the operator, those after it in its group wait too, and all others go on.
 */
export type OutboxItem = {
  order: number
  id: string
  group: string
  /** What the operator calls it: the title of the case or the report. */
  title: string
  /** Milliseconds since 1970, by the server's clock as the phone reckons it. */
  madeAt: number
  task: Task
  state: 'waiting' | 'choice'
  fault: Fault | null
}

export type NewItem = Pick<OutboxItem, 'id' | 'group' | 'title' | 'madeAt' | 'task'>

/** The first that may be sent now: in order, past the groups that wait for a choice. Null: there is none. */
export function nextToSend(items: readonly OutboxItem[]): OutboxItem | null {
  const held = new Set<string>()
  for (const item of items) {
    if (item.state === 'choice') held.add(item.group)
    else if (!held.has(item.group)) return item
  }
  return null
}

/** Everything that makes no sense without an item: the photos of a report. */
export function dependentsOf(item: OutboxItem, items: readonly OutboxItem[]): OutboxItem[] {
  if (item.task.kind !== 'report') return []
  return items.filter(({ task }) => task.kind === 'photo' && task.report === item.id)
}
