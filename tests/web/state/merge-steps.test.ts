import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { LiveStep } from '../../../server/contract.ts'
import { STATES } from '../../../server/domain/incident-state.ts'
import type { IncidentColumns } from '../../../web/state/incident-columns.ts'
import { mergeSteps } from '../../../web/state/merge-steps.ts'

const CATEGORIES = new Map([
  ['01', 0],
  ['02', 1],
])

/** Columns of steps, as the server would give them: in order of time, then id. */
function columnsOf(steps: readonly LiveStep[]): IncidentColumns {
  const rows = steps.toSorted((a, b) => a.occurredAt - b.occurredAt || a.id - b.id)
  const firstSecond = rows[0]?.occurredAt ?? 0
  const located = rows.map(({ lon }) => (lon === null ? 0 : 1))
  return {
    length: rows.length,
    id: Uint32Array.from(rows, ({ id }) => id),
    positions: Float64Array.from(rows.flatMap(({ lon, lat }) => [(lon ?? 0) / 1e7, (lat ?? 0) / 1e7])),
    located: Uint8Array.from(located),
    occurredAt: Uint32Array.from(rows, ({ occurredAt }) => occurredAt),
    dueAt: Uint32Array.from(rows, ({ dueAt }) => dueAt),
    minute: Float32Array.from(rows, ({ occurredAt }, i) =>
      located[i] ? Math.floor((occurredAt - firstSecond) / 60) : -1,
    ),
    category: Uint8Array.from(rows, ({ category }) => CATEGORIES.get(category)!),
    state: Uint8Array.from(rows, ({ state }) => STATES.indexOf(state)),
    priority: Uint8Array.from(rows, ({ priority }) => priority),
    area: Uint32Array.from(rows, ({ area }) => area),
    firstSecond,
    lastSecond: rows.at(-1)?.occurredAt ?? 0,
  }
}

const place = fc.option(fc.tuple(fc.integer({ min: -10, max: 10 }), fc.integer({ min: -10, max: 10 })))
/** Time, place and category never change, so they follow from the id. */
const incidents = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 60 }),
      occurredAt: fc.integer({ min: 1000, max: 1300 }),
      category: fc.constantFrom('01', '02'),
      place,
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 30 },
  )
  .chain((all) => {
    const step = fc.record({
      state: fc.constantFrom(...STATES),
      priority: fc.integer({ min: 0, max: 2 }),
      dueAt: fc.integer({ min: 0, max: 5000 }),
      area: fc.integer({ min: 0, max: 9 }),
    })
    const versions = (count: number) => fc.array(step, { minLength: count, maxLength: count })
    return fc.record({
      all: fc.constant(all),
      before: versions(all.length),
      after: versions(all.length),
      known: fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length }),
      changed: fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length }),
    })
  })

it('columns with steps merged in are those of all incidents read anew', () => {
  fc.assert(
    fc.property(incidents, ({ all, before, after, known, changed }) => {
      const make = (i: number, versions: typeof before): LiveStep => {
        const { place: at, ...incident } = all[i]!
        const rest = { seq: 1, action: 'x', at: '', version: 1, number: '', title: '' }
        return { ...rest, ...incident, ...versions[i]!, lon: at?.[0] ?? null, lat: at?.[1] ?? null }
      }
      const rows = all.map((_, i) => i)
      const held = columnsOf(rows.filter((i) => known[i]).map((i) => make(i, before)))
      const told = rows.filter((i) => changed[i] || !known[i])
      const merged = mergeSteps(
        held,
        told.map((i) => make(i, after)),
        CATEGORIES,
      )
      const isEarlier = told.some(
        (i) => !known[i] && (held.length === 0 || all[i]!.occurredAt < held.firstSecond),
      )
      const anew = columnsOf(rows.map((i) => make(i, told.includes(i) ? after : before)))
      expect(merged).toEqual(isEarlier ? null : anew)
    }),
  )
})

it('shares the arrays in which nothing changes', () => {
  const one = { seq: 1, action: 'x', at: '', version: 1, number: '', title: '', category: '01', priority: 0 }
  const step: LiveStep = {
    ...one,
    id: 1,
    state: 'reported',
    lon: 1,
    lat: 1,
    occurredAt: 5,
    dueAt: 9,
    area: 1,
  }
  const held = columnsOf([step, { ...step, id: 2 }])
  const merged = mergeSteps(held, [{ ...step, state: 'closed' }], CATEGORIES)!
  expect(merged.positions).toBe(held.positions)
  expect(merged.state).not.toBe(held.state)
  expect(mergeSteps(held, [], CATEGORIES)).toBe(held)
})
