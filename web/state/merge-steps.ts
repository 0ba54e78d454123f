import type { LiveStep } from '../../server/contract.ts'
import { STATES } from '../../server/domain/incident-state.ts'
import { lowerBound, MINUTE_SECONDS, type IncidentColumns } from './incident-columns.ts'

/**
 * The columns with what the steps say of their incidents: known ones changed, new ones put in by their time. Arrays in
 * which nothing changes stay the same ones. Null where a step is older than every row: time on the graphics card counts
 * from the first, so all must be read anew.
 */
export function mergeSteps(
  columns: IncidentColumns,
  steps: readonly LiveStep[],
  categoryIndex: ReadonlyMap<string, number>,
): IncidentColumns | null {
  const waiting = new Map(steps.map((step) => [step.id, step]))
  const changed: [row: number, step: LiveStep][] = []
  for (let row = 0; row < columns.length && waiting.size > 0; row += 1) {
    const step = waiting.get(columns.id[row]!)
    if (step === undefined) continue
    changed.push([row, step])
    waiting.delete(step.id)
  }
  let merged = changed.length > 0 ? change(columns, changed) : columns
  for (const step of waiting.values()) {
    if (columns.length === 0 || step.occurredAt < columns.firstSecond) return null
    merged = insert(merged, step, categoryIndex.get(step.category) ?? 0)
  }
  return merged
}

function change(columns: IncidentColumns, changed: readonly [number, LiveStep][]): IncidentColumns {
  const state = columns.state.slice()
  const priority = columns.priority.slice()
  const dueAt = columns.dueAt.slice()
  const area = columns.area.slice()
  for (const [row, step] of changed) {
    state[row] = STATES.indexOf(step.state)
    priority[row] = step.priority
    dueAt[row] = step.dueAt
    area[row] = step.area
  }
  return { ...columns, state, priority, dueAt, area }
}

function insert(columns: IncidentColumns, step: LiveStep, category: number): IncidentColumns {
  let row = lowerBound(columns, step.occurredAt)
  while (columns.occurredAt[row] === step.occurredAt && columns.id[row]! < step.id) row += 1
  const isLocated = step.lon !== null && step.lat !== null
  const minute = Math.floor((step.occurredAt - columns.firstSecond) / MINUTE_SECONDS)
  return {
    ...columns,
    length: columns.length + 1,
    id: withValues(columns.id, row, [step.id]),
    positions: withValues(
      columns.positions,
      2 * row,
      isLocated ? [step.lon! / 1e7, step.lat! / 1e7] : [0, 0],
    ),
    located: withValues(columns.located, row, [isLocated ? 1 : 0]),
    occurredAt: withValues(columns.occurredAt, row, [step.occurredAt]),
    dueAt: withValues(columns.dueAt, row, [step.dueAt]),
    minute: withValues(columns.minute, row, [isLocated ? minute : -1]),
    category: withValues(columns.category, row, [category]),
    state: withValues(columns.state, row, [STATES.indexOf(step.state)]),
    priority: withValues(columns.priority, row, [step.priority]),
    area: withValues(columns.area, row, [step.area]),
    lastSecond: Math.max(columns.lastSecond, step.occurredAt),
  }
}

type Values = Uint8Array | Uint32Array | Float32Array | Float64Array

/** The array with some values more, from a place on. */
function withValues<Column extends Values>(array: Column, place: number, values: readonly number[]): Column {
  const longer = new (array.constructor as new (length: number) => Column)(array.length + values.length)
  longer.set(array.subarray(0, place))
  longer.set(values, place)
  longer.set(array.subarray(place), place + values.length)
  return longer
}
