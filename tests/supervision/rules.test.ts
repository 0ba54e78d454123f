import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import type { Db } from '../../server/db/connect.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { runRuleCommand } from '../../server/supervision/command.ts'
import { runRules } from '../../server/supervision/run-rules.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { loadSmallCounty } from '../support/small-county.ts'

const at = (text: string) => Date.parse(`${text}:00+08:00`)

/** Begins anew: N3 is open and due on Thursday 2026-03-12 at 10:00 (county time), and the rules count from then on. */
async function prepare(db: Db, since: string, more = ''): Promise<void> {
  await sql`delete from supervision_done`.execute(db)
  await sql`update supervision_rule set since = ${new Date(at(since))}::timestamptz`.execute(db)
  await sql`update incident set state = 'closed', closed_at = reported_at, request = null where state in
    ('reported', 'accepted', 'dispatched', 'handling', 'verifying')`.execute(db)
  await sql`update incident set state = 'handling', closed_at = null, due_at = ${new Date(at('2026-03-12T10:00'))}::timestamptz,
    urged = 0, escalation = 0, supervised_due_at = null where number = 'N3'`.execute(db)
  if (more !== '') await sql.raw(`update incident set ${more} where number = 'N3'`).execute(db)
}

async function stepsAfter(db: Db, seq: number) {
  const { rows } = await sql<{ action: string; data: { rule: string }; actor: string; role: string }>`
    select action, data, actor, actor_role as role from incident_event where seq > ${seq}::bigint order by seq`.execute(
    db,
  )
  return rows
}

async function head(db: Db): Promise<number> {
  return (await db.selectFrom('event_head').select('seq').executeTakeFirstOrThrow()).seq
}

describeOnDatabases('rules of supervision', (database) => {
  beforeAll(() => loadSmallCounty(database().db))

  it('fire in turn as time goes by, each once, and are put down to nobody', async () => {
    const { db } = database()
    await prepare(db, '2026-03-03T09:00')
    const before = await head(db)
    const told: Record<string, string[]> = {}
    for (const moment of [
      '2026-03-06T15:00', // 27 of 52.5 working hours are left
      '2026-03-09T15:00', // less than half
      '2026-03-12T09:59',
      '2026-03-12T10:01', // overdue
      '2026-03-13T09:59',
      '2026-03-13T10:01', // by a working day
      '2026-03-17T10:01', // by three, over a weekend
      '2026-04-17T10:01',
    ]) {
      const seq = await head(db)
      await runRules(db, at(moment))
      told[moment] = (await stepsAfter(db, seq)).map(({ action, data }) => `${action} ${data.rule}`)
    }
    expect(told).toEqual({
      '2026-03-06T15:00': [],
      '2026-03-09T15:00': ['urge half-time'],
      '2026-03-12T09:59': [],
      '2026-03-12T10:01': ['escalate overdue'],
      '2026-03-13T09:59': [],
      '2026-03-13T10:01': ['supervise overdue-1-day'],
      '2026-03-17T10:01': ['escalate overdue-3-days'],
      '2026-04-17T10:01': [],
    })
    expect(
      (await stepsAfter(db, before)).every(({ actor, role }) => actor === 'wangge' && role === 'rule'),
    ).toBe(true)
    const row = await db
      .selectFrom('incident')
      .select(['urged', 'escalation', 'supervised_due_at'])
      .where('number', '=', 'N3')
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ urged: 1, escalation: 2 })
    expect(row.supervised_due_at?.getTime()).toBe(at('2026-03-17T10:01'))
    expect((await verifyChain(db)).fault).toBe(null)
  })

  it('take no step twice, however many processes look at once', async () => {
    const { db } = database()
    await prepare(db, '2026-03-03T09:00')
    const seq = await head(db)
    const late = at('2026-03-18T10:00')
    const counts = await Promise.all(Array.from({ length: 6 }, () => runRules(db, late)))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3)
    expect((await stepsAfter(db, seq)).map(({ data }) => data.rule).toSorted()).toEqual([
      'overdue',
      'overdue-1-day',
      'overdue-3-days',
    ])
  })

  it.each([
    ['what was so before a rule began', '2026-03-12T10:30', ''],
    ['an incident whose clock stands', '2026-03-03T09:00', 'due_at = null, suspended_at = now()'],
    ['a closed one', '2026-03-03T09:00', `state = 'closed', closed_at = due_at`],
  ])('leave alone %s', async (_, since, more) => {
    const { db } = database()
    await prepare(db, since, more)
    const seq = await head(db)
    await runRules(db, at('2026-03-12T11:00'))
    expect(await stepsAfter(db, seq)).toEqual([])
  })

  it('fire again for an incident that was opened again', async () => {
    const { db } = database()
    await prepare(db, '2026-03-03T09:00')
    const overdue = at('2026-03-12T11:00')
    expect(await runRules(db, overdue)).toBe(1)
    expect(await runRules(db, overdue)).toBe(0)
    await sql`update incident set reopened = reopened + 1, escalation = 0 where number = 'N3'`.execute(db)
    expect(await runRules(db, overdue)).toBe(1)
  })

  it('of an emergency go by the clock', async () => {
    const { db } = database()
    await prepare(db, '2026-03-07T08:00', `priority = 2, due_at = '2026-03-07T10:00+08'`)
    const moments = [
      '2026-03-07T08:59',
      '2026-03-07T09:01',
      '2026-03-07T10:01',
      '2026-03-07T12:01',
      '2026-03-07T16:01',
    ]
    const counts: number[] = []
    for (const moment of moments) counts.push(await runRules(db, at(moment)))
    expect(counts).toEqual([0, 1, 1, 1, 1])
  })

  it('are listed, set, switched and removed by a command, which refuses what makes no sense', async () => {
    const { db } = database()
    let printed: string[] = []
    const run = async (line: string) => {
      printed = []
      await runRuleCommand(db, line.split(' '), { say: () => {}, print: (text) => void printed.push(text) })
    }
    await run('set late --when overdue --amount 5 --do supervise --days 1')
    await run('disable half-time')
    await run('list')
    expect(printed).toEqual([
      'half-time\ttime left 50 %\turge\tdisabled',
      'late\toverdue by 5 working days\tsupervise within 1 working days',
      'overdue\toverdue by 0 working days\tescalate',
      'overdue-1-day\toverdue by 1 working days\tsupervise within 2 working days',
      'overdue-3-days\toverdue by 3 working days\tescalate',
    ])
    await run('remove late')
    await run('enable half-time')
    for (const [line, message] of [
      ['set x --when never --amount 1 --do urge', '--when must be time-left or overdue'],
      ['set x --when time-left --amount 2 --do urge', 'from 0 to 1'],
      ['set x --when overdue --amount 1 --do shout', '--do must be one of'],
      ['set x --when overdue --amount 1 --do supervise', 'supervise needs --days'],
      ['set x --when overdue --amount 1 --do urge --days 2', '--days is for supervise only'],
      ['remove nobody', 'There is no rule "nobody"'],
      ['enable nobody', 'There is no rule "nobody"'],
      ['colour', 'rule takes list'],
    ] as const) {
      await expect(run(line), line).rejects.toThrow(message)
    }
  })
})
