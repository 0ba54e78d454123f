import { expect, it } from 'vitest'
import { dueWindow, type DueChoice } from '../../server/domain/due-choice.ts'
import { zoneOffset } from '../../server/time-zone.ts'

// A Wednesday, 20:30 in Shanghai; the week began on Monday the 2nd.
const NOW = Date.parse('2026-03-04T12:30:00Z')

const ROWS: [zone: string, DueChoice, from: string | null, to: string][] = [
  ['Asia/Shanghai', 'overdue', null, '2026-03-04T12:30:00.000Z'],
  ['Asia/Shanghai', 'today', '2026-03-03T16:00:00.000Z', '2026-03-04T16:00:00.000Z'],
  ['Asia/Shanghai', 'threeDays', '2026-03-03T16:00:00.000Z', '2026-03-06T16:00:00.000Z'],
  ['Asia/Shanghai', 'week', '2026-03-01T16:00:00.000Z', '2026-03-08T16:00:00.000Z'],
  // The clocks go on an hour on Sunday the 8th: that week has 167 hours.
  ['America/New_York', 'week', '2026-03-02T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
]

it.each(ROWS)('in %s what is due by the choice %s', (zone, choice, from, to) => {
  const window = dueWindow(choice, NOW, zoneOffset(zone))
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
  expect([iso(window.from), iso(window.to)]).toEqual([from, to])
})
