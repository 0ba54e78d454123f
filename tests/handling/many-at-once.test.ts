import { afterAll, beforeAll, expect, it } from 'vitest'
import { csrfToken, hashToken, newToken } from '../../server/accounts/token.ts'
import { createSession, readAccount } from '../../server/accounts/queries.ts'
import { hashPassword } from '../../server/accounts/password.ts'
import { insertAccount } from '../../server/accounts/manage.ts'
import type { App } from '../../server/app-types.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { PASSWORD } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { personOf, REPORT, type Answer, type Person } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

const WRITERS = 50

describeOnDatabases(`${WRITERS} people at once`, (database) => {
  let app: App
  const people: Person[] = []
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    const hash = await hashPassword(PASSWORD)
    for (let i = 0; i < WRITERS; i += 1) {
      const name = `dispatcher-${i}`
      await db
        .transaction()
        .execute((trx) => insertAccount(trx, name, hash, { role: 'dispatcher', area: null }))
      const token = newToken()
      await createSession(db, (await readAccount(db, name))!, hashToken(token))
      people.push(personOf(app, name, { cookie: `wangge=${token}`, csrf: csrfToken(token) }))
    }
  })
  afterAll(() => app.close())

  const all = <Result>(task: (person: Person, i: number) => Promise<Result>) => Promise.all(people.map(task))
  const report = (person: Person) => person.post('/api/incidents', REPORT)
  const urge = (person: Person, id: number, version: number) =>
    person.post(`/api/incidents/${id}/actions`, { action: 'urge' }, { 'if-match': `"${version}"` })
  const statusesOf = (answers: readonly Answer[]) => answers.map(({ status }) => status).toSorted()
  const lifeOf = async (id: number) => (await people[0]!.get(`/api/incidents/${id}/life`)).body

  it('report, and each number is given once', async () => {
    const answers = await all(report)
    expect(new Set(statusesOf(answers))).toEqual(new Set([201]))
    const numbers = answers.map(({ body }) => body.number as string).toSorted()
    expect(new Set(numbers).size).toBe(WRITERS)
    // Without gaps: they are counted within the day.
    expect(Number(numbers.at(-1)!.slice(-5)) - Number(numbers[0]!.slice(-5))).toBe(WRITERS - 1)
  })

  it('report under one key of one account, and it is one incident', async () => {
    const { headers } = people[0]!
    const key = { ...headers, 'idempotency-key': 'all-at-once' }
    const answers = await all(() => people[0]!.post('/api/incidents', REPORT, key))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  })

  it('act on one version, and exactly one of them does', async () => {
    const { id } = (await report(people[0]!)).body
    for (let version = 1; version <= 5; version += 1) {
      const answers = await all((person) => urge(person, id, version))
      expect(statusesOf(answers)).toEqual([200, ...Array.from({ length: WRITERS - 1 }, () => 412)])
      const stale = answers.find(({ status }) => status === 412)!.body.error.details
      expect(stale).toMatchObject({ version: version + 1, steps: [{ version: version + 1 }] })
    }
    expect(await lifeOf(id)).toMatchObject({ version: 6, urged: 5 })
  })

  it('act alone, in bulk and on several incidents, and each version is given once', async () => {
    const ids = (await all(report)).slice(0, 5).map(({ body }) => body.id as number)
    const taken: string[] = []
    // Whoever was late tries again with the version that they were told, until it is theirs.
    await all(async (person, i) => {
      const id = ids[i % ids.length]!
      for (let version = 1; ;) {
        const answer = await urge(person, id, version)
        if (answer.status === 200) return taken.push(`${id} ${version + 1}`)
        expect(answer.status).toBe(412)
        version = answer.body.error.details.version
      }
    })
    const each = WRITERS / ids.length
    expect(taken.toSorted()).toEqual(
      ids.flatMap((id) => Array.from({ length: each }, (_, i) => `${id} ${i + 2}`)).toSorted(),
    )
    const items = ids.map((id) => ({ id, version: each + 1 }))
    const answers = await all((person) => person.post('/api/incidents/actions', { items, action: 'accept' }))
    const codes = answers.flatMap(({ body }) =>
      body.items.map(({ error }: { error: { code: string } | null }) => error?.code ?? 'done'),
    )
    expect(codes.filter((code) => code === 'done')).toHaveLength(ids.length)
    expect(new Set(codes)).toEqual(new Set(['done', 'stale']))
    for (const id of ids) {
      const { state, version, steps } = await lifeOf(id)
      expect([state, version]).toEqual(['accepted', each + 2])
      expect(steps.map((step: { version: number }) => step.version)).toEqual(
        Array.from({ length: each + 2 }, (_, i) => i + 1),
      )
    }
  })

  it('leave a chain of events that holds', async () => {
    expect(await verifyChain(database().db)).toEqual({ events: 50 + 1 + 6 + 50 + 50 + 5, fault: null })
  })
})
