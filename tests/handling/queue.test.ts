import { expect, it } from 'vitest'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, REPORT } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('the queue', (database) => {
  it('has for each role what waits for it, in its own area or unit, what is due first first', async () => {
    await loadSmallCounty(database().db)
    const app = await openServer(database().db)
    const staff = await hireStaff(app, database().db)
    const id = (await staff.operator.post('/api/incidents', REPORT)).body.id as number
    const reasons = async () => {
      const found: Record<string, string> = {}
      for (const [name, person] of Object.entries(staff)) {
        const { body } = await person.get('/api/queue?limit=500')
        const item = body.items.find((row: { id: number }) => row.id === id)
        if (item) found[name] = item.reason
        for (const { reason, count } of body.counts) {
          const own = body.items.filter((row: { reason: string }) => row.reason === reason)
          expect(own.length, `${name} ${reason}`).toBeLessThanOrEqual(count)
        }
        const due = body.items.map(({ nextDueAt }: { nextDueAt: string | null }) => nextDueAt ?? '9')
        expect(due, name).toEqual(due.toSorted())
      }
      return found
    }
    const both = (reason: string) => ({ dispatcher: reason, dispatcher2: reason })
    expect(await reasons()).toEqual(both('decide'))
    await staff.dispatcher.act(id, 'accept')
    expect(await reasons()).toEqual(both('dispatch'))
    await staff.dispatcher.act(id, 'dispatch', { data: { unit: 'town-a' } })
    expect(await reasons()).toEqual({ manager: 'start' })
    await staff.manager.act(id, 'requestReturn', { note: '不归我们管' })
    expect(await reasons()).toEqual({ ...both('approve'), supervisor: 'approve' })
    await staff.dispatcher.act(id, 'approve')
    await staff.dispatcher.act(id, 'dispatch', { data: { unit: 'roads' } })
    expect(await reasons()).toEqual({ handler: 'start' })
    await staff.handler.act(id, 'start')
    expect(await reasons()).toEqual({ handler: 'handle' })
    await staff.dispatcher.act(id, 'escalate', { note: '太久' })
    expect(await reasons()).toEqual({ ...both('escalated'), handler: 'handle' })
    await staff.supervisor.act(id, 'escalate', { note: '太久' })
    expect(await reasons()).toEqual({ ...both('escalated'), handler: 'handle', leader: 'escalated' })
    await staff.handler.act(id, 'feedback', { note: '修好了' })
    expect(await reasons()).toEqual({ ...both('verify'), operator: 'verify', leader: 'escalated' })
    await app.close()
  })
})
