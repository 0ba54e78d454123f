import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { takeLock } from '../../server/db/advisory-lock.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { appealAndDecide } from './appeal-steps.ts'
import { cardsOf, countsOf, QUARTER, weights, type Figure, type Told } from './told.ts'

// The eight incidents of the small county in March 2026, reckoned by hand. N1 and N8: the same place, 19 days apart.

/** What both databases froze, without when: it must be the same. */
const frozenBy: string[] = []

describeOnDatabases('a quarter', (database) => {
  let app: App
  let staff: Staff
  let ids: Record<string, number>
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    staff = await hireStaff(app, db)
    const rows = await db.selectFrom('incident').select(['id', 'number']).execute()
    ids = Object.fromEntries(rows.map(({ number, id }) => [number, id]))
  })
  afterAll(() => app.close())

  it('is counted by township, and what is nowhere is the rest', async () => {
    const { status, body } = await staff.leader.get(cardsOf('township'))
    expect(status).toBe(200)
    expect(countsOf(body.county)).toEqual({
      filing: '5/6',
      closing: '3/4',
      onTime: '2/4',
      emergencyOnTime: '1/1',
      rework: '0/3',
      returned: '0/4',
      extended: '0/4',
      suspended: '0/4',
      recurrence: '1/6',
      satisfaction: '0/0',
      awareness: '0/0',
      participation: '0/0',
    })
    const [a, b] = ['A', 'B'].map((code) => body.items.find((card: { code: string }) => card.code === code))
    expect(countsOf(a)).toMatchObject({ filing: '3/3', closing: '2/3', onTime: '1/3', recurrence: '1/4' })
    expect(countsOf(b)).toMatchObject({
      filing: '1/2',
      closing: '1/1',
      onTime: '1/1',
      emergencyOnTime: '1/1',
    })
    expect(countsOf(body.rest)).toMatchObject({ filing: '1/1', closing: '0/0', recurrence: '0/1' })
    expect(a.context).toMatchObject({ validReports: 3, overdue: 1 })
    const left = body.indicators.filter(({ leftOut }: { leftOut: string | null }) => leftOut !== null)
    expect(left.map(({ name, leftOut }: { name: string; leftOut: string }) => [name, leftOut])).toEqual([
      ['satisfaction', 'noData'],
      ['awareness', 'noSurvey'],
      ['participation', 'noSurvey'],
    ])
    const counts = body.indicators.reduce((sum: number, own: { counts: number }) => sum + own.counts, 0)
    expect(counts).toBeCloseTo(100, 1)
  })

  it('adds up: items and rest of every level are the area', async () => {
    for (const [level, area] of [
      ['village', ''],
      ['grid', ''],
      ['grid', '&area=A'],
      ['village', '&area=B'],
    ] as const) {
      const { body } = await staff.leader.get(cardsOf(level, area))
      const whole = area === '' ? body.county : await cardOf('township', area.slice(-1))
      for (const { indicator, numerator, denominator } of body.rest.figures as Figure[]) {
        const find = ({ figures }: Told) => figures.find((own) => own.indicator === indicator)!
        const sum = (part: 'numerator' | 'denominator') =>
          body.items.reduce((total: number, card: Told) => total + find(card)[part], 0)
        expect(sum('numerator') + numerator).toBe(find(whole).numerator)
        expect(sum('denominator') + denominator).toBe(find(whole).denominator)
      }
    }
  })

  const cardOf = async (level: string, code: string) => {
    const { body } = await staff.leader.get(cardsOf(level))
    return body.items.find((card: { code: string }) => card.code === code)
  }

  it('ranks what was counted, with an interval, and nothing else', async () => {
    const { body } = await staff.leader.get(cardsOf('grid'))
    const empty = body.items.filter(({ rank }: { rank: number | null }) => rank === null)
    expect(empty.map(({ code }: { code: string }) => code)).toEqual(['A2b', 'B1b', 'B2a'])
    expect(body.ranked).toBe(5)
    for (const card of body.items.slice(0, 5)) {
      expect(card.rankLow <= card.rank && card.rank <= card.rankHigh).toBe(true)
      // One case each: nobody can be told from the others.
      expect(card.rankHigh - card.rankLow).toBeGreaterThan(1)
    }
  })

  it('shows the incidents behind a number', async () => {
    const behind = async (part: string, indicator = 'onTime', code = 'A') => {
      const { body } = await staff.leader.get(
        `/api/evaluation/incidents?quarter=${QUARTER}&level=township&code=${code}&indicator=${indicator}&part=${part}`,
      )
      return [body.total, body.items.map(({ number }: { number: string }) => number)]
    }
    expect(await behind('numerator')).toEqual([1, ['N1']])
    expect(await behind('denominator')).toEqual([3, ['N1', 'N2', 'N3']])
    expect(await behind('rest')).toEqual([2, ['N2', 'N3']])
    expect(await behind('numerator', 'recurrence')).toEqual([1, ['N8']])
    expect(await behind('rest', 'filing', 'B')).toEqual([1, ['N5']])
  })

  it('pages them', async () => {
    const url = `/api/evaluation/incidents?quarter=${QUARTER}&level=county&code=C&indicator=filing&part=denominator&limit=4`
    const first = await staff.leader.get(url)
    const second = await staff.leader.get(`${url}&cursor=${first.body.nextCursor}`)
    const numbers = [...first.body.items, ...second.body.items].map(({ number }) => number)
    expect(numbers).toEqual(['N1', 'N2', 'N3', 'N4', 'N5', 'N7'])
    expect([first.body.total, first.body.numerator, second.body.nextCursor]).toEqual([6, 5, null])
  })

  it('a manager sees the own township, the county’s figures, and no incident of others', async () => {
    const { body } = await staff.manager.get(cardsOf('grid'))
    expect(body.items.map(({ code }: { code: string }) => code).toSorted()).toEqual([
      'A1a',
      'A1b',
      'A2a',
      'A2b',
    ])
    expect(countsOf(body.county).filing).toBe('5/6')
    const ask = (level: string, code: string) =>
      staff.manager.get(
        `/api/evaluation/incidents?quarter=${QUARTER}&level=${level}&code=${code}&indicator=filing&part=denominator`,
      )
    expect((await ask('township', 'A')).body.total).toBe(3)
    expect((await ask('township', 'B')).body.error.code).toBe('out_of_scope')
    expect((await ask('county', 'C')).body.error.code).toBe('out_of_scope')
    expect((await staff.handler.get(cardsOf('grid'))).body.error.code).toBe('not_allowed')
  })

  it('previews other weights and changes nothing', async () => {
    const { status, body } = await staff.analyst.post('/api/evaluation/preview', {
      quarter: QUARTER,
      level: 'township',
      weights,
    })
    expect(status).toBe(200)
    const a = body.items.find(({ code }: { code: string }) => code === 'A')
    expect(a.after.rank).toBe(1)
    const only = body.after.filter(({ counts }: { counts: number }) => counts > 0)
    expect(only.map(({ name, counts }: { name: string; counts: number }) => [name, counts])).toEqual([
      ['filing', 100],
    ])
    expect((await staff.leader.get('/api/evaluation/schemes')).body.items).toHaveLength(1)
  })

  it('makes a version of the scheme, once for whoever saw the newest, and none for nonsense', async () => {
    const make = (body: object, seen: string) =>
      staff.analyst.post(
        '/api/evaluation/schemes',
        { fromQuarter: '2026-Q4', note: '', ...body },
        { 'if-match': seen },
      )
    expect((await make({ weights: { ...weights, filing: 99 } }, '"1"')).body.error.message).toContain(
      'add up to 99',
    )
    const made = await make({ weights }, '"1"')
    expect([made.status, made.body.version, made.body.author]).toEqual([201, 2, 'analyst'])
    expect((await make({ weights }, '"1"')).body.error).toMatchObject({
      code: 'stale',
      details: { version: 2 },
    })
    expect((await staff.leader.get(cardsOf('grid'))).body.scheme.version).toBe(1)
  })

  describe('closed', () => {
    let hash = ''
    it('after its end, once, by whoever may', async () => {
      const close = (quarter: string, who = staff.supervisor) =>
        who.post(`/api/evaluation/quarters/${quarter}/close`, { note: '一季度' })
      expect((await close(QUARTER, staff.leader)).body.error.code).toBe('not_allowed')
      expect((await close('2099-Q1')).body.error.code).toBe('unknown_quarter')
      const { body: running } = await staff.leader.get('/api/evaluation/quarters')
      expect((await close(running.items[0].quarter)).body.error.code).toBe('quarter_running')
      const closed = await close(QUARTER)
      expect([closed.status, closed.body.closedBy, closed.body.incidents]).toEqual([201, 'supervisor', 7])
      hash = closed.body.hash
      expect((await close(QUARTER)).body.error.code).toBe('quarter_closed')
    })

    it('took a quarter before anything was on file, for good, by a slip in its year', async () => {
      for (const name of ['2000-Q1', '2025-Q4']) {
        const { body } = await staff.supervisor.post(`/api/evaluation/quarters/${name}/close`, { note: '' })
        expect(body.error.code, name).toBe('unknown_quarter')
      }
    })

    it('took a scheme that came while it was being closed', async () => {
      const { db } = database()
      // Whoever closes has the lock; the scheme waits for it, and then finds the quarter closed.
      let asked: ReturnType<typeof staff.analyst.post> | undefined
      await db.transaction().execute(async (trx) => {
        await takeLock(trx, 'quarters')
        asked = staff.analyst.post(
          '/api/evaluation/schemes',
          { fromQuarter: '2026-Q2', note: '', weights },
          { 'if-match': '"2"' },
        )
        await sql`insert into quarter_closing (quarter, starts_at, ends_at, closed_at, closed_by, note, scheme, release, incidents, hash, demo)
          select '2026-Q2', ends_at, ends_at + interval '91 days', closed_at, closed_by, note, scheme, release, 0, hash, true
          from quarter_closing`.execute(trx)
      })
      expect((await asked!).body.error.code).toBe('quarter_closed')
    })

    it('is proved by a text that anybody can hash', async () => {
      const proof = await app.inject({
        url: `/api/evaluation/quarters/${QUARTER}/proof`,
        headers: staff.leader.headers,
      })
      expect(createHash('sha256').update(proof.rawPayload).digest('hex')).toBe(hash)
      const { closedAt: _closedAt, ...rest } = proof.json()
      expect(rest.incidents.find(({ number }: { number: string }) => number === 'N2').counts).toContain(
        'onTime 0/1',
      )
      frozenBy.push(JSON.stringify(rest))
      expect(await verifyChain(database().db)).toMatchObject({ fault: null })
    })

    it('shows what changed since as corrections, and never other figures', async () => {
      const before = await staff.leader.get(cardsOf('township'))
      await staff.dispatcher.act(ids['N1']!, 'rate', { data: { rating: 'satisfied' } })
      const corrections = async () =>
        (await staff.leader.get(`/api/evaluation/quarters/${QUARTER}/corrections`)).body
      const one = { frozen: { numerator: 0, denominator: 0 }, now: { numerator: 1, denominator: 1 } }
      // What was read a quarter of a second ago is still trusted.
      await expect
        .poll(async () => (await corrections()).incidents)
        .toEqual({
          total: 1,
          items: [
            { id: ids['N1'], number: 'N1', area: 'A1a', changes: [{ indicator: 'satisfaction', ...one }] },
          ],
        })
      const body = await corrections()
      expect(body.figures.map(({ code }: { code: string }) => code)).toEqual(['A', 'A1', 'A1a'])
      expect(body.figures[0]).toMatchObject({ indicator: 'satisfaction', ...one })
      const after = await staff.leader.get(cardsOf('township'))
      expect(after.body.items).toEqual(before.body.items)
      const inB = await staff.leader.get(`/api/evaluation/quarters/${QUARTER}/corrections?area=B`)
      expect(inB.body).toMatchObject({ figures: [], incidents: { total: 0 } })
    })

    it('takes appeals of managers for their own, decided once by a second person', () =>
      appealAndDecide(app, database().db, { staff, ids }))

    it.each([
      'quarter_closing',
      'quarter_level',
      'quarter_card',
      'quarter_incident',
      'quarter_appeal',
      'quarter_appeal_decision',
      'evaluation_scheme',
    ])('keeps %s as it was written', async (table) => {
      const { db } = database()
      const column =
        table === 'evaluation_scheme' ? 'note' : table === 'quarter_appeal_decision' ? 'words' : 'quarter'
      await expect(sql`update ${sql.table(table)} set ${sql.ref(column)} = 'x'`.execute(db)).rejects.toThrow(
        'append-only',
      )
      await expect(sql`delete from ${sql.table(table)}`.execute(db)).rejects.toThrow('append-only')
    })
  })
})

it('both databases freeze the same', () => {
  expect(new Set(frozenBy).size).toBeLessThanOrEqual(1)
})
