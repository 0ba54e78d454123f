import { expect, test } from 'vitest'
import type { CommendationItem } from '../../../server/contract.ts'
import { firstToOpen } from '../../../web/evaluation/commendations/first-to-open.ts'
import { standingOf } from '../../../web/evaluation/commendations/standing-of.ts'

test('a nomination whose days for objections were over was still called open to them', () => {
  const item = { state: 'publicised', lastObjectionDay: '2026-11-13' } as const
  expect(standingOf(item, '2026-11-13')).toBe('publicised')
  expect(standingOf(item, '2026-11-14')).toBe('over')
  expect(standingOf({ ...item, state: 'decided' }, '2026-11-14')).toBe('decided')
})

test('what is opened by itself is what waits for the viewer, else the first', () => {
  const item = (id: number, needsMe: boolean) => ({ id, needsMe }) as CommendationItem
  expect(firstToOpen([item(1, false), item(2, true), item(3, true)])?.id).toBe(2)
  expect(firstToOpen([item(1, false), item(2, false)])?.id).toBe(1)
  expect(firstToOpen([])).toBeNull()
})
