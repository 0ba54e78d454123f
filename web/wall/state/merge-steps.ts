import type { LiveStep, WallPicture } from '../../../server/contract.ts'
import { EMERGENCY, isOpen, STATES } from '../../../server/domain/incident-state.ts'

/** A step with the code of the grid it is in (null: not located), or that an incident is not to be seen any more. */
export type PlacedStep = { seq: number; id: number; step: LiveStep | null; grid: string | null }

type Point = WallPicture['points']['items'][number]
type Emergency = WallPicture['emergencies'][number]

const MOST_FEED = 30
const MOST_POINTS = 5000
const MOST_EMERGENCIES = 10
const DAY_MS = 86_400_000

/**
 * The picture with what happened since it was reckoned: in the feed, the points and the emergencies, at once. Figures and lists are
 * the server's to reckon and come with its next picture. Steps that are in the picture already change nothing. `now`: the server's
 * clock, milliseconds.
 */
export function mergeSteps(picture: WallPicture, steps: readonly PlacedStep[], now: number): WallPicture {
  const fresh = steps.filter(({ seq }) => seq > picture.seq).sort((one, other) => one.seq - other.seq)
  if (fresh.length === 0) return picture
  const last = new Map(fresh.map((placed) => [placed.id, placed]))
  const supervised = new Set(fresh.flatMap(({ id, step }) => (step?.action === 'supervise' ? [id] : [])))
  return {
    ...picture,
    seq: fresh.at(-1)!.seq,
    feed: mergeFeed(picture.feed, fresh),
    points: mergePoints(picture.points, last, supervised, now),
    emergencies: mergeEmergencies(picture.emergencies, last),
  }
}

function mergeFeed(feed: WallPicture['feed'], fresh: readonly PlacedStep[]): WallPicture['feed'] {
  const newest = fresh.flatMap(({ step, grid }) => {
    if (step === null) return []
    const { seq, action, at, id, number, title, category, state, priority } = step
    return [{ seq, action, at, id, number, title, category, state, priority, area: grid }]
  })
  const gone = new Set(fresh.flatMap(({ id, step }) => (step === null ? [id] : [])))
  // A picture may have steps behind its own number: each is there once.
  const told = new Set(newest.map(({ seq }) => seq))
  const kept = feed.filter(({ id, seq }) => !gone.has(id) && !told.has(seq))
  return [...newest.reverse(), ...kept].slice(0, MOST_FEED)
}

function mergePoints(
  points: WallPicture['points'],
  last: ReadonlyMap<number, PlacedStep>,
  supervised: ReadonlySet<number>,
  now: number,
): WallPicture['points'] {
  const before = new Map<number, Point>()
  const kept = points.items.filter((point) => {
    if (last.has(point.id)) before.set(point.id, point)
    return !last.has(point.id)
  })
  const merged = [...last.values()].flatMap(({ id, step, grid }) => {
    if (step === null) return []
    return pointOf(step, grid, supervised.has(id) || (before.get(id)?.supervised ?? false), now) ?? []
  })
  const items = [...merged, ...kept].sort((one, other) =>
    one.at < other.at ? 1 : one.at > other.at ? -1 : 0,
  )
  return {
    total: points.total + items.length - points.items.length,
    items: items.slice(0, MOST_POINTS),
  }
}

/** Null where it is not to be drawn: without a place, or older than a day and in order. */
function pointOf(step: LiveStep, area: string | null, isSupervised: boolean, now: number): Point | null {
  const { id, lon, lat, category, state, priority, occurredAt, dueAt } = step
  if (lon === null || lat === null) return null
  const open = isOpenState(state)
  const overdue = open && dueAt > 0 && dueAt * 1000 < now
  const supervised = open && isSupervised
  if (!overdue && !supervised && occurredAt * 1000 < now - DAY_MS) return null
  const at = new Date(occurredAt * 1000).toISOString()
  return { id, lon: lon / 1e7, lat: lat / 1e7, category, state, priority, overdue, supervised, area, at }
}

function mergeEmergencies(
  emergencies: readonly Emergency[],
  last: ReadonlyMap<number, PlacedStep>,
): Emergency[] {
  const before = new Map(emergencies.map((emergency) => [emergency.id, emergency]))
  const kept = emergencies.filter(({ id }) => !last.has(id))
  const merged = [...last.values()].flatMap(({ step, grid }) => {
    if (step === null || step.priority !== EMERGENCY || !isOpenState(step.state)) return []
    return [emergencyOf(step, grid, before.get(step.id) ?? null)]
  })
  return [...merged, ...kept]
    .sort((one, other) => Date.parse(other.reportedAt) - Date.parse(one.reportedAt))
    .slice(0, MOST_EMERGENCIES)
}

/** Who is nearest comes with the next picture. */
function emergencyOf(step: LiveStep, grid: string | null, before: Emergency | null): Emergency {
  const { id, number, title, category, state, priority, lon, lat, at, occurredAt, dueAt } = step
  const reportedAt = step.action === 'report' ? at : new Date(occurredAt * 1000).toISOString()
  return {
    id,
    number,
    title,
    category,
    state,
    priority,
    area: grid,
    lon: lon === null ? null : lon / 1e7,
    lat: lat === null ? null : lat / 1e7,
    reportedAt: before?.reportedAt ?? reportedAt,
    dueAt: dueAt === 0 ? null : new Date(dueAt * 1000).toISOString(),
    supervisedDueAt: before?.supervisedDueAt ?? null,
    nearest: before?.nearest ?? null,
  }
}

function isOpenState(state: LiveStep['state']): boolean {
  return isOpen(STATES.indexOf(state))
}
