import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { loadDemo } from '../../server/demo/load.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'

const NOW = new Date('2026-11-20T04:00:00Z')
const QUARTER = '2026-Q3'
const [FROM, TO] = ['2026-06-30T16:00:00.000Z', '2026-09-30T16:00:00.000Z']
/** Enough for every figure, and a tenth of the time. */
const INCIDENTS = 4000

type Row = Record<'number' | 'state' | 'priority' | 'occurredAt' | 'dueAt' | 'closedAt', string>
type Figure = { indicator: string; numerator: number; denominator: number }

/** The hashes of the four closed quarters, by each database. */
const hashesBy: string[][] = []

describeOnDatabases('the quarters of the demonstration county', (database) => {
  let app: App
  beforeAll(async () => {
    await loadDemo(database().db, { now: NOW, say: () => {}, incidents: INCIDENTS })
    app = await openServer(database().db)
  }, 120_000)
  afterAll(() => app.close())

  it('were closed, the last with one appeal upheld, one rejected and one open', async () => {
    const { body } = await get(app, '/api/evaluation/quarters')
    const closed = body.items.filter(({ state }: { state: string }) => state === 'closed')
    expect(closed.map(({ quarter }: { quarter: string }) => quarter)).toEqual([
      QUARTER,
      '2026-Q2',
      '2026-Q1',
      '2025-Q4',
    ])
    expect(closed[0].appeals).toEqual({ open: 1, upheld: 1, rejected: 1 })
    hashesBy.push(closed.map(({ closing }: { closing: { hash: string } }) => closing.hash))
    expect(new Set(hashesBy.map((hashes) => hashes.join())).size).toBe(1)
  })

  it('have numbers in all that is not asked in surveys, and a chain of events that holds', async () => {
    const { body } = await get(app, `/api/evaluation/scorecards?quarter=${QUARTER}&level=township`)
    const figures = body.county.figures.filter(
      ({ indicator }: Figure) => !/awareness|participation/.test(indicator),
    )
    for (const { indicator, numerator } of figures) expect(numerator, indicator).toBeGreaterThan(0)
    const { events, fault } = await verifyChain(database().db)
    expect(fault).toBeNull()
    expect(events).toBeGreaterThan(INCIDENTS / 4)
  })

  it('of one township can be recomputed by hand from the exported list', async () => {
    const { body } = await get(app, `/api/evaluation/scorecards?quarter=${QUARTER}&level=township`)
    const card = body.items[0]
    const url = `/api/incidents/export?format=csv&area=${card.code}&from=2024-01-01T00:00:00Z&to=2027-01-01T00:00:00Z`
    const { body: text } = await app.inject({ url })
    // As it was known when the quarter was closed.
    const known = body.closing.closedAt
    const rows = readCsv(text).map((row) => (row.closedAt < known ? row : { ...row, closedAt: '' }))
    const inQuarter = (time: string): boolean => time >= FROM && time < TO
    const ratio = (part: Row[], whole: Row[]) => `${part.length}/${whole.length}`
    const occurred = rows.filter(({ occurredAt }) => inQuarter(occurredAt))
    const filed = occurred.filter(({ state }) =>
      /^(accepted|dispatched|handling|verifying|closed)$/.test(state),
    )
    const decided = [...filed, ...occurred.filter(({ state }) => state === 'rejected')]
    const due = rows.filter(({ dueAt }) => inQuarter(dueAt))
    const onTime = (all: Row[]) => all.filter(({ closedAt, dueAt }) => closedAt !== '' && closedAt <= dueAt)
    const emergencies = due.filter(({ priority }) => priority === '2')
    const told = Object.fromEntries(
      card.figures.map((own: Figure) => [own.indicator, `${own.numerator}/${own.denominator}`]),
    )
    expect(told).toMatchObject({
      filing: ratio(filed, decided),
      closing: ratio(
        due.filter(({ closedAt }) => closedAt !== ''),
        due,
      ),
      onTime: ratio(onTime(due), due),
      emergencyOnTime: ratio(onTime(emergencies), emergencies),
    })
    expect(decided.length).toBeGreaterThan(20)
  })
})

/** Rows of a CSV in which no field has a line break, by the names of its columns. */
function readCsv(text: string): Row[] {
  const [head, ...lines] = text.replace('\u{feff}', '').trimEnd().split('\r\n')
  const names = head!.split(',')
  return lines.map((line) => {
    const fields = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)].map((match) => match[1]!)
    return Object.fromEntries(names.map((name, i) => [name, fields[i] ?? ''])) as Row
  })
}
