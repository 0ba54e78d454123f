import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { loadDemo } from '../../server/demo/load.ts'
import { INDICATOR_NAMES } from '../../server/domain/evaluation/indicators.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'

const NOW = new Date('2026-11-20T04:00:00Z')
const QUARTER = '2026-Q3'
const [FROM, TO] = ['2026-06-30T16:00:00.000Z', '2026-09-30T16:00:00.000Z']
/** Enough for every figure, and a tenth of the time. */
const INCIDENTS = 4000

type Row = Record<
  | 'number'
  | 'category'
  | 'state'
  | 'priority'
  | 'lon'
  | 'lat'
  | 'occurredAt'
  | 'dueAt'
  | 'closedAt'
  | 'rating'
  | 'located'
  | 'again'
  | 'dispatched'
  | 'returned'
  | 'extended'
  | 'suspended'
  | 'failures'
  | 'level'
  | 'indicator'
  | 'positive'
  | 'answered',
  string
>
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

  it('have numbers in all, and a chain of events that holds', async () => {
    const { body } = await get(app, `/api/evaluation/scorecards?quarter=${QUARTER}&level=township`)
    expect(body.county.figures).toHaveLength(INDICATOR_NAMES.length)
    for (const { indicator, numerator } of body.county.figures)
      expect(numerator, indicator).toBeGreaterThan(0)
    const { events, fault } = await verifyChain(database().db)
    expect(fault).toBeNull()
    expect(events).toBeGreaterThan(INCIDENTS / 4)
  })

  it('of one township can be counted again by hand from what is taken out', async () => {
    const { body } = await get(app, `/api/evaluation/scorecards?quarter=${QUARTER}&level=township`)
    const card = body.items[0]
    const take = async (url: string) => readCsv((await app.inject({ url })).body)
    const facts = await take(`/api/evaluation/quarters/${QUARTER}/facts?area=${card.code}`)
    // As it was known when the quarter was closed.
    const known = body.closing.closedAt
    const rows = facts.map((row) => (row.closedAt < known ? row : { ...row, closedAt: '' }))
    const ratio = (part: Row[], whole: Row[]) => `${part.length}/${whole.length}`
    const which = (all: Row[], name: keyof Row) => all.filter((row) => row[name] === 'true')

    const occurred = rows.filter(({ occurredAt }) => inQuarter(occurredAt))
    const filed = occurred.filter(({ state }) =>
      /^(accepted|dispatched|handling|verifying|closed)$/.test(state),
    )
    const decided = [...filed, ...occurred.filter(({ state }) => state === 'rejected')]
    const sent = occurred.filter(
      ({ dispatched, state }) =>
        dispatched === 'true' || /^(dispatched|handling|verifying|closed)$/.test(state),
    )
    const valid = rows.filter(({ state }) => !/^(rejected|duplicate|void)$/.test(state))
    const due = valid.filter(({ dueAt }) => inQuarter(dueAt))
    const onTime = (all: Row[]) => all.filter(({ closedAt, dueAt }) => closedAt !== '' && closedAt <= dueAt)
    const emergencies = due.filter(({ priority }) => priority === '2')
    const closed = rows.filter(({ closedAt }) => inQuarter(closedAt))
    const failures = rows.reduce((sum, row) => sum + Number(row.failures), 0)
    const rated = closed.filter(({ rating }) => rating !== '')
    const placed = valid.filter(({ occurredAt, located }) => inQuarter(occurredAt) && located === 'true')

    const asked = await take(`/api/evaluation/quarters/${QUARTER}/survey-counts?area=${card.code}`)
    const answers = (indicator: string) => {
      const own = asked.filter((row) => row.indicator === indicator)
      return `${sumOf(own, 'positive')}/${sumOf(own, 'answered')}`
    }

    const told = Object.fromEntries(
      card.figures.map((own: Figure) => [own.indicator, `${own.numerator}/${own.denominator}`]),
    )
    expect(told).toEqual({
      filing: ratio(filed, decided),
      closing: ratio(
        due.filter(({ closedAt }) => closedAt !== ''),
        due,
      ),
      onTime: ratio(onTime(due), due),
      emergencyOnTime: ratio(onTime(emergencies), emergencies),
      rework: `${failures}/${failures + closed.length}`,
      returned: ratio(which(sent, 'returned'), sent),
      extended: ratio(which(sent, 'extended'), sent),
      suspended: ratio(which(sent, 'suspended'), sent),
      recurrence: ratio(which(placed, 'again'), placed),
      satisfaction: ratio(
        rated.filter(({ rating }) => rating === 'satisfied'),
        rated,
      ),
      awareness: answers('awareness'),
      participation: answers('participation'),
    })
    // Of several villages, and of no grid.
    expect(asked.filter(({ level }) => level === 'village').length).toBeGreaterThan(5)
    expect(asked.filter(({ level }) => level === 'grid')).toEqual([])
    expect(Math.min(decided.length, failures, rated.length)).toBeGreaterThan(3)

    // What happened again, by the places of the exported list: all pairs, on a flat earth.
    const list = await take(
      '/api/incidents/export?format=csv&from=2026-05-30T16:00:00Z&to=2026-09-30T16:00:00Z',
    )
    const again = new Set(
      list.filter((row) => list.some((before) => isAgain(before, row))).map(({ number }) => number),
    )
    expect(which(placed, 'again').length).toBeGreaterThan(0)
    expect(which(placed, 'again').map(({ number }) => number)).toEqual(
      placed.map(({ number }) => number).filter((number) => again.has(number)),
    )
  })
})

const sumOf = (rows: Row[], name: keyof Row): number => rows.reduce((sum, row) => sum + Number(row[name]), 0)

const inQuarter = (time: string): boolean => time >= FROM && time < TO

/** Whether the second is the same place (50 m) and category within 30 days after the first. */
function isAgain(before: Row, row: Row): boolean {
  if (before.number === row.number || before.category !== row.category || before.lat === '' || row.lat === '')
    return false
  if (/^(rejected|duplicate|void)$/.test(before.state) || /^(rejected|duplicate|void)$/.test(row.state))
    return false
  const days = (Date.parse(row.occurredAt) - Date.parse(before.occurredAt)) / 86_400_000
  if (days < 0 || days > 30) return false
  const metresADegree = 6_371_008.8 * (Math.PI / 180)
  const north = (Number(row.lat) - Number(before.lat)) * metresADegree
  const east =
    (Number(row.lon) - Number(before.lon)) * metresADegree * Math.cos((Number(row.lat) * Math.PI) / 180)
  return Math.hypot(north, east) <= 50
}

/** Rows of a CSV in which no field has a line break, by the names of its columns. */
function readCsv(text: string): Row[] {
  const [head, ...lines] = text.replace('\u{feff}', '').trimEnd().split('\r\n')
  const names = head!.split(',')
  return lines.map((line) => {
    const fields = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)].map((match) => match[1]!)
    return Object.fromEntries(names.map((name, i) => [name, fields[i] ?? ''])) as Row
  })
}
