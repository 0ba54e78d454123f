import { expect } from 'vitest'
import type { Staff } from '../support/people.ts'

/** Closes the quarter of the small county's incidents, and lets somebody appeal against it. */
export async function closeSome({ supervisor, manager }: Staff): Promise<void> {
  const closed = await supervisor.post('/api/evaluation/quarters/2026-Q1/close', { note: '' })
  const answers = [closed]
  // Six figures of one township: the same appeal is taken once.
  for (const indicator of ['filing', 'closing', 'onTime', 'rework', 'returned', 'recurrence']) {
    const about = { quarter: '2026-Q1', level: 'township', code: 'A', indicator, reason: '停机' }
    answers.push(await manager.post('/api/evaluation/appeals', about))
  }
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 201))
}
