import { beforeAll, describe, expect, test } from 'vitest'
import { areaSquareMetres } from '../../server/domain/coverage/area-square-metres.ts'
import { pointInShape } from '../../server/domain/coverage/locate-point.ts'
import { closeDueAt } from '../../server/domain/deadline.ts'
import { OPEN_STATES, type IncidentState } from '../../server/domain/incident-state.ts'
import { CATEGORY_PROFILES } from '../../server/demo/incidents/category-profile.ts'
import { demoIncidents, type DemoIncident } from '../../server/demo/incidents/demo-incidents.ts'
import { shortName } from '../../server/demo/incidents/demo-place.ts'
import { REPORT_TEXTS } from '../../server/demo/incidents/report-texts.ts'
import { demoOperators, vacantGrids } from '../../server/demo/operators.ts'
import { demoVisits } from '../../server/demo/visits.ts'
import { gridCells } from '../../server/areas/grid-cells.ts'
import { COUNTY_CALENDAR as calendar } from '../support/county-calendar.ts'
import { GRIDS, latticeCounty, TOWNSHIPS, VILLAGES } from './lattice-county.ts'

const areas = latticeCounty()
const now = new Date('2026-11-24T02:30:00Z')
const seed = 130524
const count = 40_000
const categories = CATEGORY_PROFILES.map(({ code }) => ({ code, feedback_days: 2, close_days: 7 }))

let incidents: DemoIncident[] = []
let tookMs = 0
beforeAll(() => {
  const startedAt = performance.now()
  incidents = demoIncidents({ areas, categories, calendar, now, seed, count })
  tookMs = performance.now() - startedAt
})

const hourOf = (incident: DemoIncident) => (incident.occurredAt.getUTCHours() + 8) % 24
const monthOf = (incident: DemoIncident) =>
  new Date(incident.occurredAt.getTime() + 8 * 3_600_000).getUTCMonth() + 1
const share = (part: number, whole: number) => part / whole
const ofCategory = (code: string) => incidents.filter((incident) => incident.categoryCode === code)

describe('incidents', () => {
  test('as many as asked, made quickly', () => {
    expect(incidents).toHaveLength(count)
    // Two seconds on the reference machine; generous here, for a machine that does other things.
    expect(tookMs).toBeLessThan(10_000)
  })

  test('the same seed and moment give the same incidents, another seed others', () => {
    const options = { areas, categories, calendar, now, count: 500 }
    expect(demoIncidents({ ...options, seed })).toEqual(demoIncidents({ ...options, seed }))
    expect(demoIncidents({ ...options, seed: 1 })[0]).not.toEqual(demoIncidents({ ...options, seed })[0])
  })

  test('numbers are unique and count the reports of a day in their order', () => {
    expect(new Set(incidents.map((incident) => incident.number)).size).toBe(count)
    expect(incidents[0]?.number).toMatch(/^BX202411\d\d-00001$/)
    expect(incidents.at(-1)?.number).toMatch(/^BX20261124-\d{5}$/)
    for (let i = 1; i < count; i += 1) {
      expect((incidents[i]?.number ?? '') > (incidents[i - 1]?.number ?? '')).toBe(true)
    }
  })

  test('two years up to now, the last ones within the hour, reported after they occurred', () => {
    const first = Math.min(...incidents.map((incident) => incident.occurredAt.getTime()))
    expect(now.getTime() - first).toBeGreaterThan(725 * 86_400_000)
    expect(now.getTime() - first).toBeLessThanOrEqual(730 * 86_400_000)
    expect(
      incidents.filter((i) => now.getTime() - i.occurredAt.getTime() < 3_600_000).length,
    ).toBeGreaterThanOrEqual(5)
    for (const incident of incidents) {
      expect(incident.reportedAt >= incident.occurredAt && incident.reportedAt <= now).toBe(true)
    }
  })

  test('located ones lie in their grid, about one in a hundred is not located', () => {
    const shapes = new Map(areas.map((area) => [area.code, area.shape]))
    let notLocated = 0
    for (const { lon, lat, gridCode } of incidents) {
      if (lon === null || lat === null || gridCode === null) {
        expect([lon, lat, gridCode]).toEqual([null, null, null])
        notLocated += 1
      } else {
        expect(pointInShape(lon, lat, shapes.get(gridCode) ?? [])).toBe(true)
      }
    }
    expect(share(notLocated, count)).toBeGreaterThan(0.006)
    expect(share(notLocated, count)).toBeLessThan(0.014)
  })

  test('states, deadlines and closings agree', () => {
    for (const incident of incidents) {
      const { state, dueAt, closedAt, reportedAt, priority } = incident
      expect(closedAt !== null).toBe(state === 'closed')
      if (closedAt !== null) expect(closedAt >= reportedAt && closedAt <= now).toBe(true)
      const rule = { feedbackDays: 2, closeDays: 7 }
      const withoutDeadline: IncidentState[] = ['rejected', 'duplicate', 'void']
      expect(dueAt?.getTime() ?? null).toBe(
        withoutDeadline.includes(state) ? null : closeDueAt(reportedAt.getTime(), priority, rule, calendar),
      )
    }
  })

  test('old ones are nearly all settled; some recent ones are open in every stage, and some overdue', () => {
    const open = incidents.filter((incident) => OPEN_STATES.includes(incident.state))
    const old = now.getTime() - 60 * 86_400_000
    expect(open.filter((incident) => incident.reportedAt.getTime() < old).length).toBeLessThan(60)
    expect(open.length).toBeGreaterThan(150)
    expect(open.length).toBeLessThan(800)
    for (const state of OPEN_STATES) expect(open.some((incident) => incident.state === state)).toBe(true)
    const overdue = open.filter((incident) => incident.dueAt !== null && incident.dueAt < now)
    expect(overdue.length).toBeGreaterThan(10)
    expect(overdue.length).toBeLessThan(open.length / 2)
  })

  test('deadlines are kept in about nine of ten cases, and not alike in every township', () => {
    const rates = new Map<string, { due: number; onTime: number }>()
    for (const { gridCode, dueAt, closedAt } of incidents) {
      if (gridCode === null || dueAt === null || dueAt > now) continue
      for (const key of ['all', gridCode.slice(0, 9)]) {
        const rate = rates.get(key) ?? { due: 0, onTime: 0 }
        rate.due += 1
        if (closedAt !== null && closedAt <= dueAt) rate.onTime += 1
        rates.set(key, rate)
      }
    }
    const shares = [...rates].map(([key, { due, onTime }]) => ({ key, share: onTime / due }))
    expect(shares.find(({ key }) => key === 'all')?.share).toBeGreaterThan(0.85)
    expect(shares.find(({ key }) => key === 'all')?.share).toBeLessThan(0.93)
    const townships = shares.filter(({ key }) => key !== 'all').map((entry) => entry.share)
    expect(Math.max(...townships) - Math.min(...townships)).toBeGreaterThan(0.06)
  })

  test('nights, Sundays and the past are quieter than working mornings and today', () => {
    const nightly = incidents.filter((incident) => hourOf(incident) < 5).length
    const mornings = incidents.filter((incident) => hourOf(incident) >= 8 && hourOf(incident) < 12).length
    expect(nightly).toBeLessThan(mornings / 4)
    const weekday = (incident: DemoIncident) =>
      new Date(incident.occurredAt.getTime() + 8 * 3_600_000).getUTCDay()
    const sundays = incidents.filter((incident) => weekday(incident) === 0).length
    const tuesdays = incidents.filter((incident) => weekday(incident) === 2).length
    expect(sundays).toBeLessThan(0.85 * tuesdays)
    const yearAgo = now.getTime() - 365 * 86_400_000
    expect(incidents.filter((incident) => incident.occurredAt.getTime() < yearAgo).length).toBeLessThan(
      count * 0.48,
    )
  })

  test.each([
    ['0801', 'open burning after the harvests', [6, 10], [7, 8]],
    ['0303', 'waste water in summer', [6, 7, 8], [12, 1, 2]],
    ['0903', 'gas leaks in winter', [12, 1, 2], [6, 7, 8]],
    ['0203', 'wage disputes before the Spring Festival', [1, 2], [5, 6]],
  ])('%s: %s', (code, _, high, low) => {
    const count = (months: readonly number[]) =>
      ofCategory(code).filter((i) => months.includes(monthOf(i))).length
    expect(count(high) / high.length).toBeGreaterThan((1.7 * count(low)) / low.length)
  })

  test('the town is denser, and some places recur', () => {
    const inTown = incidents.filter((incident) => incident.gridCode?.startsWith('130524100')).length
    expect(share(inTown, count)).toBeGreaterThan(1.15 / TOWNSHIPS)
    const places = new Map<string, number>()
    for (const { lon, lat, categoryCode } of incidents) {
      if (lon === null || lat === null) continue
      const key = `${categoryCode} ${Math.round(lon / 10000)} ${Math.round(lat / 10000)}`
      places.set(key, (places.get(key) ?? 0) + 1)
    }
    expect([...places.values()].filter((times) => times > 60).length).toBeGreaterThan(10)
  })

  test('every category of the profiles has texts, and titles vary', () => {
    for (const { code } of CATEGORY_PROFILES) {
      expect(REPORT_TEXTS[code]?.titles.length ?? 0).toBeGreaterThanOrEqual(5)
      expect(ofCategory(code).length).toBeGreaterThan(0)
    }
    expect(new Set(incidents.map((incident) => incident.title)).size).toBeGreaterThan(2000)
  })

  test('a category that the table lacks gets none', () => {
    const few = demoIncidents({ areas, categories: categories.slice(0, 2), calendar, now, seed, count: 100 })
    expect(new Set(few.map((incident) => incident.categoryCode))).toEqual(new Set(['0101', '0102']))
  })

  test.each([
    ['东街村村民委员会', '东街村'],
    ['龙华东村民委员会', '龙华东村'],
    ['牡丹社区居委会', '牡丹社区'],
    ['东街村', '东街村'],
  ])('%s is called %s', (name, short) => {
    expect(shortName(name)).toBe(short)
  })
})

describe('operators', () => {
  const { operators, assignments } = demoOperators({ areas, seed, now })
  const today = '2026-11-24'

  test('25 to 40 in each township, with codes of their own', () => {
    for (let t = 0; t < TOWNSHIPS; t += 1) {
      const crew = operators.filter((operator) => operator.townshipCode === `13052410${t}`)
      expect(crew.length).toBeGreaterThanOrEqual(25)
      expect(crew.length).toBeLessThanOrEqual(40)
    }
    expect(new Set(operators.map((operator) => operator.code)).size).toBe(operators.length)
    expect(operators[0]?.code).toMatch(/^WG-100-001$/)
  })

  test('every grid but the vacant ones has exactly one lead or cover now', () => {
    const vacant = vacantGrids(areas, seed)
    expect(vacant.size).toBe(Math.round(TOWNSHIPS * VILLAGES * GRIDS * 0.04))
    const valid = assignments.filter(
      ({ from, to, role }) => role !== 'backup' && from <= today && (to ?? '9999') > today,
    )
    for (const area of areas.filter(({ level }) => level === 'grid')) {
      expect(valid.filter(({ gridCode }) => gridCode === area.code)).toHaveLength(
        vacant.has(area.code) ? 0 : 1,
      )
    }
  })

  test('assignments start before they end, with backups and covers among them', () => {
    for (const { from, to } of assignments) expect(to === null || from < to).toBe(true)
    for (const role of ['backup', 'cover'] as const) {
      expect(assignments.filter((assignment) => assignment.role === role).length).toBeGreaterThan(5)
    }
  })
})

describe('visits', () => {
  const cells = new Map(
    areas.filter(({ level }) => level === 'grid').map((grid) => [grid.code, gridCells(grid.shape).cells]),
  )
  const visits = demoVisits({ areas, cells, calendar, now, seed })

  test('a month of days up to today, each cell once a day, in its own grid', () => {
    expect(new Set(visits.map(({ cell, day }) => `${cell} ${day}`)).size).toBe(visits.length)
    for (const { gridCode, cell, day, count: times } of visits.slice(0, 5000)) {
      expect(cells.get(gridCode)).toContain(cell)
      expect(day >= '2026-10-26' && day <= '2026-11-24').toBe(true)
      expect(times).toBeGreaterThan(0)
    }
  })

  test('grids differ in the share of cells visited; vacant ones are low', () => {
    const vacant = vacantGrids(areas, seed)
    const visited = new Map<string, Set<string>>()
    for (const { gridCode, cell } of visits)
      visited.set(gridCode, (visited.get(gridCode) ?? new Set()).add(cell))
    const shares = [...cells].map(([code, all]) => ({
      code,
      share: (visited.get(code)?.size ?? 0) / all.length,
    }))
    for (const { code, share: reached } of shares) {
      expect(reached).toBeLessThanOrEqual(vacant.has(code) ? 0.21 : 0.96)
      if (!vacant.has(code)) expect(reached).toBeGreaterThanOrEqual(0.14)
    }
    const staffed = shares.filter(({ code }) => !vacant.has(code)).map((entry) => entry.share)
    expect(Math.min(...staffed)).toBeLessThan(0.4)
    expect(Math.max(...staffed)).toBeGreaterThan(0.85)
  })
})

test('the lattice is what it says', () => {
  const grid = areas.find(({ level }) => level === 'grid')
  expect(areaSquareMetres(grid?.shape ?? [])).toBeGreaterThan(800_000)
})
