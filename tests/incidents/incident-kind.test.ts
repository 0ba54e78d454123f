import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLOSED_CODE, PRIORITIES, STATES } from '../../server/domain/incident-state.ts'
import { isClosed, kindOf, KINDS, OUTCOMES, readKind } from '../../server/incidents/incident-kind.ts'

test.each([
  ['open, without a deadline', { state: 0, dueAt: null, closedAt: null }, 'none'],
  ['open, with one', { state: 3, dueAt: 10, closedAt: null }, 'pending'],
  ['closed on the second', { state: CLOSED_CODE, dueAt: 10, closedAt: 10 }, 'onTime'],
  ['closed a second later', { state: CLOSED_CODE, dueAt: 10, closedAt: 11 }, 'late'],
  ['closed, without a deadline', { state: CLOSED_CODE, dueAt: null, closedAt: 11 }, 'none'],
  [
    'rejected, which is owed nothing',
    { state: STATES.indexOf('rejected'), dueAt: 10, closedAt: null },
    'none',
  ],
] as const)('%s', (_, incident, outcome) => {
  expect(readKind(kindOf({ ...incident, priority: 2 })).outcome).toBe(outcome)
})

test('a kind fits in a byte and gives back state and priority', () => {
  const time = fc.option(fc.integer({ min: 1, max: 4_294_967_295 }))
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: STATES.length - 1 }),
      fc.integer({ min: 0, max: PRIORITIES.length - 1 }),
      time,
      time,
      (state, priority, dueAt, closedAt) => {
        const kind = kindOf({ state, priority, dueAt, closedAt })
        expect(kind).toBeLessThan(KINDS)
        expect(readKind(kind)).toMatchObject({ state, priority })
        expect(OUTCOMES).toContain(readKind(kind).outcome)
        expect(isClosed(kind)).toBe(state === CLOSED_CODE)
      },
    ),
  )
  expect(KINDS).toBeLessThanOrEqual(256)
})
