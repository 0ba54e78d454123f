import { expect, it } from 'vitest'
import type { ActionName } from '../../../server/domain/lifecycle/actions.ts'
import { possibleActions, type Actor } from '../../../server/domain/lifecycle/refusal.ts'
import { STATES, type IncidentState } from '../../../server/domain/incident-state.ts'
import { ROLE_NAMES, type Role } from '../../../server/domain/role.ts'
import { CASE } from './open-case.ts'

// The whole matrix of states and roles, written out: a change of a rule shows here as a changed line.

const UNIT: ActionName[] = ['requestReturn', 'requestExtension', 'requestSuspension']
const MAY: Record<string, Partial<Record<IncidentState, ActionName[]>>> = {
  dispatcher: {
    reported: ['accept', 'reject', 'markDuplicate', 'requestVoid', 'urge', 'escalate'],
    accepted: ['markDuplicate', 'dispatch', 'requestVoid', 'answer', 'urge', 'escalate'],
    dispatched: ['requestVoid', 'answer', 'urge', 'escalate'],
    handling: ['requestVoid', 'answer', 'urge', 'escalate'],
    verifying: ['pass', 'fail', 'answer', 'urge', 'escalate'],
    closed: ['rate', 'answer', 'reopen'],
    rejected: ['answer'],
  },
  supervisor: {
    reported: ['urge', 'supervise', 'escalate'],
    accepted: ['urge', 'supervise', 'escalate'],
    dispatched: ['urge', 'supervise', 'escalate'],
    handling: ['urge', 'supervise', 'escalate'],
    verifying: ['urge', 'supervise', 'escalate'],
    closed: ['reopen'],
  },
  leader: {
    reported: ['urge', 'supervise'],
    accepted: ['urge', 'supervise'],
    dispatched: ['urge', 'supervise'],
    handling: ['urge', 'supervise'],
    verifying: ['urge', 'supervise'],
  },
  manager: {
    reported: ['urge', 'escalate'],
    accepted: ['urge', 'escalate'],
    dispatched: ['urge', 'escalate'],
    handling: ['urge', 'escalate'],
    verifying: ['urge', 'escalate'],
  },
  operator: { verifying: ['pass', 'fail'], closed: ['rate'] },
  'the unit': { dispatched: ['start', ...UNIT], handling: ['feedback', ...UNIT] },
}

const actor = (role: string): Actor => ({
  name: 'somebody',
  roles: new Set(role === 'the unit' ? [] : [role as Role]),
  ofUnit: role === 'the unit',
})

it.each([...ROLE_NAMES, 'the unit'])('%s may do what the table says', (role) => {
  for (const state of STATES) {
    const closedAt = state === 'closed' ? 1 : null
    const found = possibleActions({ ...CASE, state, closedAt, dueAt: 1 }, actor(role), 2)
    expect(found.toSorted(), state).toEqual((MAY[role]?.[state] ?? []).toSorted())
  }
})

it('while a request waits only what concerns it, nudges and orders go on', () => {
  const request = { kind: 'return', by: 'other', at: 0, note: '', days: null } as const
  const waiting = { ...CASE, request, dueAt: 1 }
  expect(possibleActions(waiting, actor('dispatcher'), 2)).toEqual([
    'approve',
    'refuse',
    'answer',
    'urge',
    'escalate',
  ])
  expect(possibleActions(waiting, actor('the unit'), 2)).toEqual([])
  const own = { ...waiting, request: { ...request, by: 'somebody' } }
  expect(possibleActions(own, actor('the unit'), 2)).toEqual(['withdraw'])
  expect(possibleActions(own, actor('supervisor'), 2)).not.toContain('approve')
})

it('a closed incident is opened again within thirty days only', () => {
  const closed = { ...CASE, state: 'closed', closedAt: 0 } as const
  const days = (count: number) => possibleActions(closed, actor('supervisor'), count * 86_400_000)
  expect(days(30)).toEqual(['reopen'])
  expect(days(30.1)).toEqual([])
})
