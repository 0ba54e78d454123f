import { expect } from 'vitest'
import type { Staff } from '../support/people.ts'

/** Closes the quarter of the small county's incidents, and lets somebody appeal against it. */
export async function closeSome({ supervisor, manager }: Staff): Promise<void> {
  const closed = await supervisor.post('/api/evaluation/quarters/2026-Q1/close', { note: '' })
  const about = { quarter: '2026-Q1', level: 'township', code: 'A', indicator: 'onTime', reason: '停机' }
  const appeals = [await manager.post('/api/evaluation/appeals', about)]
  for (let i = 0; i < 5; i += 1) appeals.push(await manager.post('/api/evaluation/appeals', about))
  expect([closed, ...appeals].map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 201))
}
