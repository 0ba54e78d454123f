import { expect } from 'vitest'
import type { App } from '../../server/app-types.ts'
import type { Db } from '../../server/db/connect.ts'
import { signedIn } from '../support/accounts.ts'
import { personOf, type Staff } from '../support/people.ts'
import { QUARTER } from './told.ts'

/** An appeal against a figure of the closed quarter, from the manager's words to the decision. */
export async function appealAndDecide(
  app: App,
  db: Db,
  { staff, ids }: { staff: Staff; ids: Record<string, number> },
): Promise<void> {
  const appeal = (code: string, who = staff.manager) =>
    who.post('/api/evaluation/appeals', {
      quarter: QUARTER,
      level: 'grid',
      code,
      indicator: 'onTime',
      incident: ids['N2'],
      reason: '系统停机',
    })
  expect((await appeal('B1a')).body.error.code).toBe('out_of_scope')
  expect((await appeal('A1b', staff.leader)).body.error.code).toBe('not_allowed')
  const made = await appeal('A1b')
  expect(made.body).toMatchObject({
    code: 'A1b',
    frozen: { numerator: 0, denominator: 1 },
    incident: { number: 'N2' },
    decision: null,
    mayDecide: false,
  })
  // Sent again, it was another one each time; and whoever looks after B was told how many others had made.
  expect((await appeal('A1b')).body.error.code).toBe('appeal_waits')
  const ofB = personOf(app, 'of-b', await signedIn(db, 'of-b', [{ role: 'manager', area: 'B' }]))
  const countsOf = async (who: { get: typeof ofB.get }) =>
    (await who.get('/api/evaluation/quarters')).body.items.find(
      ({ quarter }: { quarter: string }) => quarter === QUARTER,
    ).appeals
  expect(await countsOf(staff.manager)).toEqual({ open: 1, upheld: 0, rejected: 0 })
  expect(await countsOf(ofB)).toEqual({ open: 0, upheld: 0, rejected: 0 })
  const decide = (body: object, who = staff.supervisor) =>
    who.post(`/api/evaluation/appeals/${made.body.id}/decision`, { words: '属实', ...body })
  expect((await decide({ outcome: 'upheld' })).body.error.code).toBe('invalid_input')
  expect((await decide({ outcome: 'rejected' }, staff.manager)).body.error.code).toBe('not_allowed')
  // More than the database counts to was a fault of the server.
  const most = { numerator: 1, denominator: 2 ** 31 }
  expect((await decide({ outcome: 'upheld', corrected: most })).body.error.code).toBe('invalid_input')
  const corrected = { numerator: 1, denominator: 1 }
  const decided = await decide({ outcome: 'upheld', corrected })
  expect(decided.body.decision).toMatchObject({ outcome: 'upheld', corrected, decidedBy: 'supervisor' })
  expect((await decide({ outcome: 'rejected' })).body.error.code).toBe('appeal_decided')
  const { body } = await staff.leader.get(`/api/evaluation/quarters/${QUARTER}/corrections`)
  expect(body.appeals).toHaveLength(1)
  const { body: quarters } = await staff.leader.get('/api/evaluation/quarters')
  const own = quarters.items.find(({ quarter }: { quarter: string }) => quarter === QUARTER)
  expect(own).toMatchObject({ state: 'closed', appeals: { open: 0, upheld: 1, rejected: 0 } })
}
