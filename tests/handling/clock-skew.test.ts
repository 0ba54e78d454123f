import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { createRandom } from '../../server/demo/random.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, REPORT, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

// Several servers on one database have several clocks. Each step here is taken by one whose clock is up to a quarter of an
// hour off, as if the next request had come to another server.

const MOST_SKEW_MS = 15 * 60_000
const LIVES = 6

describeOnDatabases('servers whose clocks differ', (database) => {
  let app: App
  let staff: Staff
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
  })
  afterAll(() => app.close())
  afterEach(() => vi.useRealTimers())

  it('take an incident through its life, with times that never run backwards', async () => {
    const realNow = Date.now()
    const random = createRandom(7)
    vi.useFakeTimers({ toFake: ['Date'] })
    const elsewhere = () => vi.setSystemTime(realNow + random.integer(-MOST_SKEW_MS, MOST_SKEW_MS))
    for (let life = 0; life < LIVES; life += 1) {
      elsewhere()
      const { body: reported, status } = await staff.operator.post('/api/incidents', {
        ...REPORT,
        category: life % 2 === 0 ? '0402' : '0901',
      })
      expect(status, JSON.stringify(reported)).toBe(201)
      const act = async (who: keyof Staff, action: string, more: object = {}) => {
        elsewhere()
        const answer = await staff[who].act(reported.id, action, more)
        expect(answer.status, `${action}: ${JSON.stringify(answer.body)}`).toBe(200)
        return answer.body
      }
      await act('dispatcher', 'accept')
      await act('dispatcher', 'dispatch', { data: { unit: 'roads' } })
      await act('handler', 'start')
      await act('handler', 'requestSuspension', { note: '等材料' })
      const suspended = await act('dispatcher', 'approve')
      expect(suspended.dueAt).toBe(null)
      expect((await act('handler', 'resume')).dueAt).not.toBe(null)
      await act('handler', 'feedback', { note: '已修' })
      const closed = await act('dispatcher2', 'pass')
      expect(closed.state).toBe('closed')
      const times = closed.steps.map(({ at }: { at: string }) => Date.parse(at))
      expect(times).toEqual(times.toSorted((a: number, b: number) => a - b))
      await act('operator', 'rate', { data: { rating: 'satisfied' } })
      expect((await act('dispatcher', 'reopen', { note: '又坏了' })).state).toBe('accepted')
    }
    expect((await verifyChain(database().db)).fault).toBe(null)
  })
})
