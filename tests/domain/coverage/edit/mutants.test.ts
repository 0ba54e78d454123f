import { expect, test } from 'vitest'
import type { spliceChange } from '../../../../server/domain/coverage/edit/splice-change.ts'
import { isCaught } from './mutant.ts'

const ENGINE = '../../../../server/domain/coverage/edit'

test('the engine as it is is not caught', async () => {
  expect(await isCaught(`${ENGINE}/check-change.ts`, (real) => real, 100)).toBe(false)
})

test('an engine that does not look whether borders cross is caught', async () => {
  expect(await isCaught(`${ENGINE}/check-change.ts`, () => ({ checkChange: () => null }))).toBe(true)
})

test('an engine that puts a new vertex into one of two rings only is caught', async () => {
  const mutant = (real: object) => {
    const { spliceChange: splice } = real as { spliceChange: typeof spliceChange }
    return {
      spliceChange: (...given: Parameters<typeof splice>) => new Map([...splice(...given)].slice(1)),
    }
  }
  expect(await isCaught(`${ENGINE}/splice-change.ts`, mutant)).toBe(true)
})
