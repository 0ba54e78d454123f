import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, REPORT, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('an action that is sent again', (database) => {
  let app: App
  let staff: Staff
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
  })
  afterAll(() => app.close())

  const reported = async (): Promise<number> => (await staff.operator.post('/api/incidents', REPORT)).body.id
  const accept = (id: number, key: string) =>
    staff.dispatcher.post(
      `/api/incidents/${id}/actions`,
      { action: 'accept' },
      { 'if-match': '"1"', 'idempotency-key': key },
    )

  it('is taken once, also when both come at the same moment', async () => {
    const id = await reported()
    const key = crypto.randomUUID()
    const answers = await Promise.all([accept(id, key), accept(id, key), accept(id, key)])
    answers.push(await accept(id, key))
    for (const { status, body } of answers)
      expect([status, body.version, body.state]).toEqual([200, 2, 'accepted'])
    expect(answers[0]!.body.steps.map(({ action }: { action: string }) => action)).toEqual([
      'report',
      'accept',
    ])
  })

  it('under a key that failed before is tried anew', async () => {
    const id = await reported()
    const key = crypto.randomUUID()
    const stale = await staff.dispatcher.post(
      `/api/incidents/${id}/actions`,
      { action: 'accept' },
      { 'if-match': '"7"', 'idempotency-key': key },
    )
    expect(stale.status).toBe(412)
    expect((await accept(id, key)).status).toBe(200)
  })

  it('is not another action: a key is of one incident and of one person', async () => {
    const [id, other] = [await reported(), await reported()]
    const key = crypto.randomUUID()
    await accept(id, key)
    expect((await accept(other, key)).body.error.code).toBe('key_reused')
    expect((await accept(999_999, key)).status).toBe(404)
    const headers = { 'if-match': '"1"', 'idempotency-key': key }
    const another = await staff.dispatcher2.post(
      `/api/incidents/${other}/actions`,
      { action: 'accept' },
      headers,
    )
    expect(another.status).toBe(200)
  })
})
